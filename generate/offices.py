"""What the tables of leaders leave out: which office the leader of a country holds, by our own knowledge of constitutions.

REIGN lists who rules, not as what; the office is the one that the CIA's list of June 2019 gives its leader of that day, but
for the countries below, where it changed or where the leader holds none that reports would name.
"""

import re

CHANGES: dict[str, tuple[tuple[str, str | None], ...]] = {
    # until which day (the first not included; "" for ever), as what; None: as "leader" alone
    "AL": (("1997-07-24", "president"), ("", "prime minister")),
    "AM": (("2018-04-09", "president"), ("", "prime minister")),
    "BA": (("", None),),
    "BD": (("1991-03-20", "president"), ("", "prime minister")),
    "BH": (("2002-02-14", "emir"), ("", "king")),
    "BT": (("1998-07-20", "king"), ("", "prime minister")),
    "CN": (("", None),),
    "CU": (("2018-04-19", "president"), ("", None)),
    "ET": (("1995-08-22", "president"), ("", "prime minister")),
    "FI": (("2000-03-01", "president"), ("", "prime minister")),
    "GE": (("2018-12-16", "president"), ("", "prime minister")),
    "HR": (("2000-11-01", "president"), ("", "prime minister")),
    "IQ": (("2003-04-09", "president"), ("2004-06-28", None), ("", "prime minister")),
    "IR": (("", "president"),),
    "JO": (("", "king"),),
    "KP": (("", None),),
    "KW": (("", "emir"),),
    "LA": (("", None),),
    "LI": (("", None),),
    "LY": (("", None),),
    "MA": (("", "king"),),
    "MC": (("", None),),
    "MD": (("2001-04-01", "president"), ("", "prime minister")),
    "MM": (("2011-03-30", None), ("2016-03-30", "president"), ("", None)),
    "NP": (("1990-11-09", "king"), ("2005-02-01", "prime minister"), ("2006-04-30", "king"), ("", "prime minister")),
    "OM": (("", "sultan"),),
    "PK": (("1999-10-12", "prime minister"), ("2001-06-20", None), ("2013-06-05", "president"), ("", "prime minister")),
    "QA": (("", "emir"),),
    "RO": (("2004-12-20", "prime minister"), ("", "president")),
    "RS": (("2004-03-03", "president"), ("", "prime minister")),
    "RU": (("2008-05-07", "president"), ("2012-05-07", "prime minister"), ("", "president")),
    "SA": (("1996-01-01", "king"), ("2005-08-01", None), ("", "king")),
    "SM": (("", None),),
    "SZ": (("", "king"),),
    "TR": (("2014-08-28", "prime minister"), ("", "president")),
    "VN": (("", None),),
    "YU": (("", "president"),),
}
NOT_IN_IT = {"EG": {"tantawi"}, "LB": {"siniora", "salam", "diab", "hariri"}, "KR": {"ahn"}, "BG": {"mladenov"}, "ES": set[str]()}
"""Leaders of a country who held another office than its others, by family name."""

ELSEWHERE = frozenset({("KW", "Saddam Hussein"), ("IQ", "Tommy Ray Franks"), ("IQ", "Jay Garner"), ("IQ", "Paul Bremer")})
"""Whom REIGN lists for a country that they had occupied."""

OTHER = {"president": "prime minister", "prime minister": "president", "chancellor": "president"}
"""The office beside that of the leader, where there is one."""

RULING = ("president", "prime minister", "chancellor", "king", "queen", "emperor", "emir", "sultan", "monarch")

TITLES = {
    "president": ("PRESIDENT",),
    "prime minister": ("PRIME_MINISTER", "PREMIER"),
    "chancellor": ("CHANCELLOR",),
    "king": ("KING",),
    "foreign minister": ("FOREIGN_MINISTER", "FOREIGN_SECRETARY"),
    "secretary of state": ("SECRETARY_OF_STATE",),
    "defence minister": ("DEFENSE_MINISTER", "DEFENCE_MINISTER", "DEFENSE_SECRETARY", "SECRETARY_OF_DEFENSE", "DEFENCE_SECRETARY"),
    "vice president": ("VICE_PRESIDENT",),
}
"""How Phoenix puts an office before a name."""

HEADINGS = {
    "u.s. presidents": "president",
    "presidents": "president",
    "president": "president",
    "prime ministers": "prime minister",
    "prime minister": "prime minister",
    "greek prime ministers": "prime minister",
    "roughly following order of presidents": "president",
    "roughly prime ministers in order": "prime minister",
    "chancellors": "chancellor",
    "vice presidents of the united states": "vice president",
    "united states secretaries of defense": "defence minister",
    "u.s. attorneys general": "attorney general",
    "u.s. ambassadors to the un": "ambassador to the United Nations",
}
"""Comments of Phoenix above the office holders of one kind."""

CIA = {
    "president": "president",
    "prime minister": "prime minister",
    "premier": "prime minister",
    "premier of cabinet": "prime minister",
    "premier, state council": "prime minister",
    "chancellor": "chancellor",
    "federal chancellor": "chancellor",
    "taoiseach (prime minister)": "prime minister",
    "king": "king",
    "queen": "queen",
    "emperor": "emperor",
    "sultan": "sultan",
    "amir": "emir",
    "supreme leader": "supreme leader",
    "vice president": "vice president",
    "minister of finance": "finance minister",
    "minister of economy & finance": "finance minister",
    "secretary of the treasury": "finance minister",
    "chancellor of the exchequer": "finance minister",
    "minister of justice": "justice minister",
    "attorney general": "attorney general",
}
"""Offices in the CIA's words; those that begin with the words below are theirs."""

CIA_BEGINNINGS = (
    ("minister of foreign affairs", "foreign minister"),
    ("minister for foreign affairs", "foreign minister"),
    ("minister for europe & foreign affairs", "foreign minister"),
    ("minister of foreign relations", "foreign minister"),
    ("minister of external affairs", "foreign minister"),
    ("minister of external relations", "foreign minister"),
    ("federal minister for foreign affairs", "foreign minister"),
    ("federal minister of foreign affairs", "foreign minister"),
    ("secretary of foreign affairs", "foreign minister"),
    ("secretary of foreign relations", "foreign minister"),
    ("secretary of state for foreign", "foreign minister"),
    ("secretary of state for exiting", ""),
    ("minister of defense", "defence minister"),
    ("minister for defense", "defence minister"),
    ("minister of national defense", "defence minister"),
    ("federal minister for defense", "defence minister"),
    ("federal minister of defense", "defence minister"),
    ("secretary of defense", "defence minister"),
    ("secretary of state for defense", "defence minister"),
    ("minister of interior", "interior minister"),
    ("minister of the interior", "interior minister"),
    ("minister of internal affairs", "interior minister"),
    ("secretary of state for the home", "interior minister"),
    ("federal minister for finance", "finance minister"),
    ("federal minister of finance", "finance minister"),
    ("minister for finance", "finance minister"),
    ("prime minister", "prime minister"),
    ("permanent representative to the un", "ambassador to the United Nations"),
    ("ambassador to the us", "ambassador to the United States"),
)

HEADS = (
    # in Wikidata's and Wikipedia's labels: how they begin, or a word in them
    ("vice president", ""),
    ("president of the executive", "prime minister"),
    ("president of the government", "prime minister"),
    ("president of the council", "prime minister"),
    ("president", "president"),
    ("federal president", "president"),
    ("prime minister", "prime minister"),
    ("premier", "prime minister"),
    ("taoiseach", "prime minister"),
    ("chairman of the council of ministers", "prime minister"),
    ("federal chancellor", "chancellor"),
    ("chancellor", "chancellor"),
    ("supreme leader", "supreme leader"),
    ("emperor", "emperor"),
    ("sultan", "sultan"),
    ("emir", "emir"),
    ("king", "king"),
    ("queen", "queen"),
    ("monarch", "monarch"),
    ("pope", "pope"),
)

COW = {"GFR": "DE", "GMY": "DE", "CZE": "CZ", "CZR": "CZ", "YAR": "YE", "YPR": "YE", "YEM": "YE", "DRV": "VN", "ROM": "RO", "RUS": "RU"}
COW |= {"UKG": "GB", "YUG": "RS", "KOS": "XK", "SSD": "SS", "MNG": "ME", "ETM": "TL", "DRC": "CD", "TAW": "TW", "GDR": "", "RVN": ""}
"""Codes of the Correlates of War that its table has not, or not for our years."""

PHOENIX = {"SUN": "RU", "ROM": "RO", "ZAR": "CD", "TMP": "TL", "YUG": "RS", "SRB": "RS", "KSV": "XK", "KOS": "XK", "GER": "DE"}
PHOENIX |= {"PAL": "PS", "PSE": "PS"}
"""Codes of Phoenix that are no ISO 3166 code of today."""

EASTERN = frozenset({"CN", "KP", "KR", "TW", "VN", "HK", "MO", "KH", "SG"})
"""Where the family name stands first."""

REPORTED = frozenset(
    re.findall(
        r"\w+",
        "US GB FR DE RU CN JP IN IR IQ IL PS SY TR EG SA UA KR KP PK AF AU CA IT ES GR BR MX ZA NG VE CU LY LB YE JO QA AE ID PH TH MM "
        "TW BE NL SE PL HU RS XK CO AR KE SO SD SS CD RW ZW TN",
    )
)
"""The sixty countries most reported in English-language news, by our own judgement; of others no mere members of governments are kept."""

WHOLE = {
    ("AE", "An-Nahayan"): "Zayed bin Sultan Al Nahyan",
    ("CU", "Castro"): "Fidel Castro",
    ("JO", "Abdullah Ibn Hussein El-Hashimi"): "Abdullah II of Jordan",
    ("JO", "Hussein Ibn Talal El-Hashim"): "King Hussein",
    ("PK", "Bhutto Benazir"): "Benazir Bhutto",
    ("SA", "Salman"): "Salman of Saudi Arabia",
    ("AT", "Bierlein"): "Brigitte Bierlein",
    ("AT", "Kern"): "Christian Kern",
    ("CD", "Mobutu"): "Mobutu Sese Seko",
    ("CZ", "Calfa"): "Marián Čalfa",
    ("GB", "Cameron"): "David Cameron",
    ("GE", "Margvelashvili"): "Giorgi Margvelashvili",
    ("IT", "Gentiloni"): "Paolo Gentiloni",
    ("IT", "Monti"): "Mario Monti",
    ("IT", "Renzi"): "Matteo Renzi",
    ("MX", "Salinas"): "Carlos Salinas",
    ("NP", "Birendra"): "King Birendra",
    ("NP", "Gyanendra"): "King Gyanendra",
    ("PT", "Soares"): "Mário Soares",
    ("RS", "Cvetkovic"): "Mirko Cvetković",
    ("RS", "Kostunica"): "Vojislav Koštunica",
    ("RS", "Milosevic"): "Slobodan Milošević",
    ("SA", "Abdullah"): "King Abdullah",
    ("SA", "Fahd"): "King Fahd",
    ("SI", "Drnovsek"): "Janez Drnovšek",
    ("SI", "Sarec"): "Marjan Šarec",
    ("SK", "Matovic"): "Igor Matovič",
    ("SY", "Al-Assad H."): "Hafez al-Assad",
    ("TH", "Vejjajiva"): "Abhisit Vejjajiva",
    ("TH", "Yingluck"): "Yingluck Shinawatra",
    ("TN", "Ennaceur"): "Mohamed Ennaceur",
    ("TN", "Marzouki"): "Moncef Marzouki",
    ("TN", "Mebazaa"): "Fouad Mebazaa",
    ("US", "Bush"): "George H.W. Bush",
    ("US", "G.W. Bush"): "George W. Bush",
    ("US", "Trump"): "Donald Trump",
    ("XK", "Hoti"): "Avdullah Hoti",
    ("XK", "Mustafa"): "Isa Mustafa",
    ("YE", "Houthi"): "Mohammed Ali al-Houthi",
}
"""Leaders whom no table but REIGN names, by country and REIGN's name: as reports name them."""
