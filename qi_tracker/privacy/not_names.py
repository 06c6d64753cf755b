"""Words that are written with a capital letter and are no one's name; and given names that most people know."""

from typing import Final

# Offices, schemes, programs, months, languages, places that are written with two capital letters.
NO_NAMES: Final = frozenset(
    """
    nav kommune kommunen kommunar fylke fylkeskommune stat staten norge noreg oslo bergen trondheim stavanger tromsø
    viken innlandet vestland rogaland agder trøndelag nordland troms finnmark telemark vestfold østfold akershus
    buskerud     norway norwegian norsk nynorsk bokmål engelsk english sami samisk kven
    januar februar mars april mai juni juli august september oktober november desember
    january february march may june july october december
    mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag
    monday tuesday wednesday thursday friday saturday sunday
    jul påske pinse ramadan id halloween lucia
    excel word teams outlook visma vigilo gerica profil familia fiks socio modulus wisc digihelse skooler transponder
    zoom google microsoft office powerpoint windows android apple facebook instagram snapchat tiktok vipps
    ks ssb fhi bufdir udir hdir helsedirektoratet utdanningsdirektoratet statsforvalteren korus imdi husbanken
    helsenorge helsetilsynet datatilsynet kostra ungdata statistisk sentralbyrå bup ppt ppot dps nkvts nubu rvts
    institute directorate agency ministry health folkehelseinstituttet
    norges forskningsråd frivilligsentral frivilligsentralen redd barna røde kors frelsesarméen kirkens bymisjon
    blå idrettslag idrettslaget speiderne korps klubb klubben bibliotek biblioteket
    familiens hus helsestasjon helsestasjonen barnevern barneverntjenesten barnehage barnehagen skole skolen sfo aks
    ungdomsskole barneskole videregående folkehelse familieteam fritidskortet fritidskort aktivitetskort gratis
    plan do study act pdsa pukk smart run chart swot lean utvikling endring prosjekt prosjektet teamet team
    tiltak mål like muligheter oppveksten bedre tverrfaglig innsats bti sammen foreldre barn unge ungdom alle
    nord sør øst vest midt indre ytre nedre øvre nye gamle store lille sentrum
    making data count page up down team enhet avdeling lag sone
    the and for with from our this that what who number numbers measure measures project
    """.split()
)
# How names of schools, offices, places and services end that are written with capital letters, and surnames do not.
NO_SURNAME_ENDINGS: Final = (
    "skole", "skolen", "skule", "skulen", "barnehage", "barnehagen", "barnehagar", "kommune", "kommunen", "kontor",
    "kontoret", "senter", "senteret", "stasjon", "stasjonen", "tjenesten", "tenesta", "vernet", "fylke", "klubb",
    "klubben", "laget", "teamet", "huset", "direktoratet", "departementet", "rådet", "utvalget", "utvalet", "verket",
    "kortet", "guiden", "bygda", "byen", "banken", "hallen", "parken", "dagen", "uka", "uken", "året", "loven", "lova",
    "forskriften", "planen", "modellen", "programmet", "prosjektet", "skjema", "skjemaet",
)  # fmt: skip
# Among the given names most used in Norway (SSB, table 10467) and common ones of newcomers; the text of no register.
GIVEN_NAMES: Final = frozenset(
    """
    anne inger kari marit ingrid liv eva berit astrid bjørg hilde anna solveig marianne randi ida nina maria elisabeth
    kristin bente heidi silje hanne linda tone gerd elin tove wenche camilla ragnhild julie hege anita ellen nora emma
    sofie thea ingeborg turid sara mona siri monica marte lise sunniva mari sissel gro trine laila grete kristine
    karoline line maren malin emilie amalie hedda jenny olivia ella sofia leah selma frida aurora mia tuva oda vilde
    jan per bjørn ole lars kjell knut arne svein thomas geir hans morten tor martin odd terje erik anders john andreas
    rune trond tore olav daniel espen kristian marius jon fredrik jonas stian henrik christian magnus kristoffer øyvind
    håkon sindre markus tommy ola pål einar egil roger roy sverre alexander mathias emil oskar lucas filip jakob noah
    aksel elias isak tobias sander adrian even eirik vegard sigurd harald gunnar leif rolf steinar ivar helge
    mohammed mohamed ahmed ali omar hassan ibrahim abdi amina fatima aisha zahra yusuf maryam layla hamza samir
    piotr krzysztof andrzej tomasz pawel agnieszka katarzyna olena oksana iryna dmytro serhii
    """.split()
)
