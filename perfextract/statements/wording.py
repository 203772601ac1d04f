"""Words of change and comparison that several readings of a sentence share, as parts of expressions."""

CHANGE_NOUN = r"(?:increase|decrease|reduction|rise|fall|drop|growth|decline|uplift|dip|improvement|deterioration|upturn|downturn|spike|surge|jump)s?"
CHANGE_VERB = (
    r"(?:increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|reduc(?:ed?|es|ing)|r[oi]se[sn]?|rising|fell|fallen|falls?|falling|dropped|drops?|dropping"
    r"|gr[eo]w[ns]?|growing|declin(?:ed?|es|ing)|improv(?:ed?|es|ing)|recover(?:ed|ing)|crept|edged|inched|slid|eased|drifted|rebounded|lengthened|shortened|come\s+(?:down|up)|came\s+(?:down|up)|doubled|halved|climb(?:ed|ing)?|dipped|shr[aiu]nk|gone\s+(?:up|down)|went\s+(?:up|down)|slipped|worsened|deteriorated|jumped|surged)"
)
ADVERBS = r"(?:\s*\b(?:slightly|significantly|marginally|considerably|sharply|steadily|substantially|further|overall|by|also|again|just|only|markedly|dramatically|modestly)\b)*"
MORE_WORD = r"(?:up(?=\s+(?:on|from|since|against|compared))|down(?=\s+(?:on|from|since|against|compared|[,.]))|more|fewer|higher|lower|less|longer|shorter|faster|quicker|slower|better|worse|greater|above|below|over|under|ahead|behind|short|shy|clear|dearer|cheaper|busier)"
ADJECTIVES = r"(?:(?:net|slight|significant|marginal|further|overall|small|large|considerable|sharp|year[\s-]on[\s-]year|relative|notable|substantial|modest|annual|corresponding|quarterly)\s+)*"
COMPARED = r"(?:compar(?:ed|es|ing|able)|comparison|relative|versus|vs\.?|against|opposed|contrast|set|similar|equal|equivalent|identical|close|consistent)"
# A figure that was published and holds no more: "is now 62, previously reported as 58".
TOLD_BEFORE = r"(?:previously|formerly|originally)\s+(?:reported|published|given|stated|recorded|quoted)"
