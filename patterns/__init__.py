"""The words of reports, one YAML file a mark; see CONTRIBUTING.md."""
