"""perfextract: indicator records out of council performance reports."""
