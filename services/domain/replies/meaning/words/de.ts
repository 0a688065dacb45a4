import type { LanguageWords } from "./language-words";

export const de: LanguageWords = {
  groups: {
    ich: "(ich|wir)",
    termin:
      "(termin|arzttermin|termins|termine|besuch|sprechstunde|untersuchung|behandlung|terminvereinbarung|arztbesuch)",
    den: "(den <termin>|meinen <termin>|unseren <termin>|diesen <termin>|der <termin>|mein <termin>|ihren <termin>|dem <termin>|<termin>|ihn|den|das|es)",
    tag: "(heute|morgen|morgen früh|heute (abend|nachmittag|vormittag|früh)|morgen (vormittag|nachmittag|abend)|diese woche|für (heute|morgen)|am morgigen tag|von (heute|morgen)|übermorgen nicht)",
    bitte: "(bitte|bitte sehr|bitteschön|bitte schön|danke|vielen dank|wenn möglich|falls möglich|lg|mfg)",
    will: "(ich möchte|ich muss|ich will|ich würde gerne|ich würde gern|ich wollte|ich hätte gerne|ich hätte gern|wir möchten|wir müssen|wir wollen|wir würden gerne|möchte|muss|will|würde gerne|würde gern|hätte gerne|hätte gern|müsste|ich müsste|wir müssten|wollte|ich brauche|wir brauchen|brauche|bräuchte|ich bräuchte|ich werde|werde|darf ich|ich bitte|ich bitte um|bitte um|ich muss leider|muss leider|wir müssen leider|ich möchte gerne|möchte gerne|ich möchte bitte|ich möchte leider|ich mochte|mochte)",
    kann: "(kann ich|können wir|könnte ich|könnten wir|kann man|könnte man|könnten sie|können sie|darf ich|dürfte ich|wäre es möglich|ist es möglich|geht es|besteht die möglichkeit|kann|könnte|gibt es|hätten sie|haben sie|geht|ginge|würde|ist|wäre|wie kann ich|kann ich bitte|können wir bitte|könnten wir bitte)",
    nicht:
      "(nicht|leider nicht|nicht mehr|doch nicht|leider nicht mehr|leider doch nicht|nun doch nicht|heute nicht|morgen nicht|heute leider nicht|morgen leider nicht|nicht pünktlich)",
  },
  confirm: [
    "(ja|jaa|jo|joa|jup|jep|jawohl|ja ja|jaja|ja klar|klar|natürlich|selbstverständlich|sicher|auf jeden fall|definitiv|bestimmt|genau|richtig|stimmt|korrekt|gerne|gern|sehr gerne|ja gerne|ja natürlich|na klar|logisch|freilich|unbedingt|absolut|mit sicherheit|ja bitte|zusage|ich sage zu|zugesagt|angenommen|akzeptiert|ja das passt|ja passt|ja richtig|ja genau|ja stimmt|ja sicher|ja alles klar|ja in ordnung|jo passt)",
    "[ja |hiermit |ich |wir |<will> |ja ich |ja hiermit |ich kann ](bestätige|bestätigen|bestätigt|bestätigung|bestätige ich|bestätigen wir|confirmiere|bestätige hiermit|bestätig|bestädige|bestätigte)[ ich| wir| hiermit][ ihnen][ <den>][ <tag>][ <bitte>]",
    "<den> (ist bestätigt|bestätigt|passt|passt mir|passt gut|ist ok|ist okay|ist in ordnung|geht klar|steht|bleibt|bleibt bestehen|nehme ich wahr|wird wahrgenommen|klappt|ok|halte ich ein|kann ich wahrnehmen|wahrnehmen|bestätigen|einhalten|passt uns)[ <tag>]|termin ok|passt mir|passt (perfekt|gut|super|so)|das (passt|klappt)[ mir| uns]|es (bleibt dabei|passt)|bleibt dabei|klappt",
    "[ja |gerne |ich |wir |und |natürlich |klar ](ich komme|wir kommen|komme|kommen|komm|ich komm|ich bin da|bin da|wir sind da|sind da|ich werde (da sein|kommen|dort sein|erscheinen|anwesend sein|pünktlich sein|pünktlich da sein)|wir werden (da sein|kommen|dort sein)|werde (da sein|kommen|erscheinen)|werden (da sein|kommen)|ich bin dabei|bin dabei|wir sind dabei|bin dort|bin anwesend|ich nehme <den> wahr|nehme <den> wahr|nehmen <den> wahr|wir nehmen <den> wahr|ich erscheine|ich kann kommen|kann kommen|wir können kommen|ich werde <den> wahrnehmen|ich kann <den> wahrnehmen|ich halte <den> ein|bin pünktlich da|ich bin pünktlich da)[ zum <termin>| gerne][ <tag>][ pünktlich]",
    "bis (morgen|dann|bald|später|gleich|heute|heute abend|heute nachmittag|zum <termin>)|wir sehen uns[ dann| morgen| beim <termin>]|man sieht sich|ich freue mich|c (für|zum|heisst) (bestätigen|bestätigung)|antwort c|ich (antworte|wähle|drücke) c",
  ],
  okay: [
    "(ok|okay|oki|passt|alles klar|alles gut|geht klar|in ordnung|einverstanden|gut|sehr gut|prima|super|perfekt|toll|wunderbar|verstanden|notiert|erledigt|geht in ordnung|kein problem|keine sorge|ist gut|ist ok|ist okay|das ist gut|das ist ok|das ist in ordnung|das geht|geht|jut|fein|schön|bestens|ist notiert|habe ich notiert|ist vermerkt|zur kenntnis genommen|gebongt|abgemacht|machen wir|mach ich|wird gemacht)",
  ],
  cancel: [
    "[ja |ok |<bitte> |<will> |hiermit |ich |wir |können sie bitte |könnten sie bitte |bitte können sie |leider ][<den> |leider |bitte ][<den> |leider |bitte |<tag> ](absagen|stornieren|canceln|cancel|streichen|löschen|storniere|absage|absagung|stornierung|stornieren sie|streichen sie|canceln sie|abzusagen|zu stornieren|kündigen|annullieren|absgen|abagen|absagn)[ <den>][ leider][ <tag>][ bei (dr|doktor)][ <bitte>]",
    "[hiermit |leider |ja ](sage ich|sagen wir|ich sage|wir sagen|sage|sagen sie|sagt|storniere ich|ich storniere|wir stornieren)[ hiermit| bitte| leider][ <den>][ <tag>| leider| hiermit| bitte] ab[ <bitte>]|(ich |wir )(storniere|stornieren|cancele|canceln|cancel)[ hiermit| leider][ <den>]|(brauche|benötige|brauchen) <den> nicht mehr|<den> wird nicht mehr benötigt|x (für|zum|heisst) (absagen|absage)|ich (antworte|wähle|drücke) x",
  ],
  absent: [
    "[leider |und |nein ][<ich> ][<tag> |leider ](kann|können|könnte|werde|werden|schaffe|schaffen)[ ich| wir| es][ <tag>][ leider][ <den>][ <tag>][ leider] <nicht>[ <den>][ <tag>][ wahrnehmen| kommen| erscheinen| einhalten| dabei sein| da sein| teilnehmen| schaffen| kommen können| wahrnehmen können| da sein können| antreten| anwesend sein| zum <termin> kommen| zu <den> kommen| hingehen| hinkommen| pünktlich kommen][ <tag>]",
    "[leider |und |nein ][<ich> ][<tag> |leider ](komme|kommen|komm|erscheine)[ ich| wir][ <tag>][ leider] <nicht>[ zum <termin>][ <tag>]|[ich |wir |leider ](bin|sind)[ ich| wir][ <tag>][ leider] (nicht da|nicht dabei|verhindert|nicht anwesend|nicht verfügbar|leider verhindert)|[leider |ich bin |bin ]verhindert|(schaffe|schaff|schaffen)[ ich| wir] es[ <tag>][ leider] nicht[ zum <termin>][ <tag>]|es geht[ leider] nicht|(ich )(muss|werde) <den>[ leider] (ausfallen lassen|verpassen)|<den>[ leider] (nicht wahrnehmen|nicht einhalten)",
  ],
  reschedule: [
    "[ja |ok |aber |und |nein |oder ][<will> |<kann> |<bitte> |bitte |ich |wir |es möglich |leider ][<den> |mein |den |meinen |auf |um |möglich |bitte |leider |<den> bitte |<den> leider |<den> zu |zu ](verschieben|verlegen|umbuchen|ändern|umlegen|vertagen|tauschen|verschiebe|verschiebung|terminverschiebung|terminänderung|umplanen|vorverlegen|nach hinten verschieben|verschieben wir|verschieben sie|verlegen sie|neu vereinbaren|neu ausmachen|neu machen|neu planen|zu verschieben|zu verlegen|zu ändern|wechseln|umzubuchen|ändern sie|wechsel|verlegung|verschoben)[ <den>][ werden][ auf| an][ einen anderen tag| ein anderes mal| nächste woche| später| ein anderes datum| einen anderen <termin>| eine andere (zeit|uhrzeit)| einen späteren <termin>][ <bitte>]",
    "[ja |ok |aber |und |nein |oder ][<will> |<kann> |<bitte> |bitte |ich |wir |auch |lieber |es |geht auch |um |wäre |gäbe es |gibt es |ich |zu ][auch |bitte |um |gerne |es |für |an |mir |uns |noch |zu ][einen |einem |ein |eine |am |den |die ](anderen|anderer|anderes|andere|anderem|neuen|neuer|neues|ander|neue|alternativen|späteren|früheren|ausweichtermin|ersatztermin|alternativtermin|alternativer)[ <termin>| tag| zeit| uhrzeit| datum| mal| tage| terminvorschlag| woche| vorschlag][ <bitte>| haben| bekommen| ausmachen| vereinbaren| nehmen| möglich| finden| kommen| buchen| machen][ <bitte>]",
    "(nächste|kommende) woche[ bitte| lieber]",
  ],
  stop: [
    "[bitte |ja |sofort ](stopp|stop|stoppen|stoppen sie|aufhören|hören sie auf|hör auf|hört auf|schluss|lassen sie mich in ruhe|lasst mich in ruhe|lass mich in ruhe|schluss damit|aufhören damit)[ bitte| jetzt| damit| sofort| danke]",
  ],
  stopAlone: [
    "[bitte |mich |ich möchte mich |ich will mich ](abmelden|abbestellen|abmeldung|ende|austragen|kündigen sie|widerruf|widerrufen|entfernen|beenden|abmelden bitte)[ bitte| danke]",
  ],
  stopInside: [
    "(keine|keinen|keinerlei|nie wieder|nie mehr)[ weiteren| weitere| solche| solchen| mehr][ ](nachrichten|nachricht|sms|textnachrichten|erinnerungen|mitteilungen|benachrichtigungen|texte|werbung)[ mehr| senden| schicken| bitte| erhalten| bekommen| an diese nummer|]",
    "(stopp|stop|stoppen|stoppen sie|hören sie auf|hör auf|hört auf|aufhören|beenden|beenden sie|unterlassen sie|einstellen)[ mit| bitte][ mit| die| diesen| diese| den| alle| das| mir| ihre][ ](nachrichten|sms|erinnerungen|texten|schreiben|zu schreiben|mir zu schreiben|mich anzuschreiben|mich zu (kontaktieren|belästigen|nerven)|mir (nachrichten|sms) zu (senden|schicken)|schicken|senden|benachrichtigungen|texte|zu nerven|spam)",
    "(schreiben|schreibt|schreib|senden|sendet|schicken|schickt|schick|kontaktieren|belästigen|texten|nerven)[ sie][ mir| mich| uns| bitte][ bitte] (nicht|nichts|nie|keine)[ mehr| wieder| an][ an diese nummer| nachrichten| sms| mehr| an]",
    "(nicht|nie)[ mehr| länger| wieder] (anschreiben|kontaktieren|kontaktiert werden|angeschrieben werden|schreiben|belästigen|texten|benachrichtigt werden)|(löschen|lösche|löscht|entfernen|entferne|streichen|nehmen|nehmt|nimm|austragen)[ sie][ bitte][ mich| uns| meine| meine handynummer| diese] (nummer|telefonnummer|handynummer|daten|kontaktdaten|aus|von)[ der| ihrer| dem| eurer| dieser| ihrem][ liste| verteiler| system| kartei]|meine (nummer|telefonnummer|handynummer) (löschen|entfernen)|(von|aus) (der|ihrer|eurer) (liste|verteiler) (nehmen|streichen|löschen|entfernen)",
    "(sms|nachrichten|erinnerungen|newsletter|benachrichtigungen) (abbestellen|abmelden|abschalten|ausschalten|stoppen|beenden|deaktivieren)|(möchte|will|melde|melden) (mich|sie mich) (abmelden|austragen|ab)|einwilligung widerrufen|widerrufe (meine|die) (einwilligung|zustimmung)",
  ],
  start: [
    "[wieder |neu |mich |bitte |mich wieder ](anmelden|starten|beginnen|fortsetzen|aktivieren|abonnieren|anmeldung|reaktivieren)[ bitte]|(schicken|senden|schreiben) sie mir wieder (nachrichten|sms|erinnerungen)|wieder (nachrichten|sms|erinnerungen)[ bitte]",
  ],
  help: [
    "[bitte |ich brauche |brauche |benötige |ich benötige ](hilfe|help|info|infos|information|informationen|unterstützung|auskunft)[ bitte]|helfen sie mir[ bitte]|hilf mir",
  ],
  courtesy: [
    "(danke|dankeschön|danke schön|danke sehr|vielen dank|besten dank|herzlichen dank|tausend dank|vielen lieben dank|lieben dank|dank|ich danke ihnen|ich danke|wir danken|thx|merci|dankee|schönen dank|danke ihnen|danke dir)[ für (die (erinnerung|info|information|nachricht|mitteilung)|alles|ihre (hilfe|mühe|nachricht|erinnerung)|das verständnis|ihr verständnis|den hinweis|den termin|die rückmeldung)| im voraus| und (schönen tag|liebe grüsse|bis dann|bis morgen)]",
    "(hallo|hi|guten (tag|morgen|abend)|moin|servus|grüss gott|grüezi|grüß gott|liebe grüsse|liebe grüße|viele grüße|viele grüsse|mit freundlichen grüßen|mit freundlichen grüssen|freundliche grüße|freundliche grüsse|beste grüße|beste grüsse|lg|mfg|vg|gruss|gruß|tschüss|auf wiedersehen|ciao|schönen (tag|abend|feierabend)[ noch| ihnen]|schönes wochenende|einen schönen tag[ noch| ihnen]|gleichfalls|ebenso|ebenfalls|ihnen auch|bitte schön|gern geschehen|sehr nett|haha|alles gute|bleiben sie gesund|sehr geehrte damen und herren|sehr geehrte|sehr geehrter|liebes team|liebes praxisteam)",
  ],
  filler: [
    "(<bitte>|sorry|entschuldigung|entschuldigen sie|entschuldigen sie bitte|verzeihung|tut mir leid|es tut mir leid|tut mir sehr leid|es tut mir sehr leid|leider|hiermit|also|und|auch|dann|so|sehr|nun|doch|halt|ich bitte um (entschuldigung|verständnis)|bitte um verständnis|bitte entschuldigen sie|wie (geplant|vereinbart|besprochen)|aha|ach|oh|na|ja doch|gerne wieder|pünktlich)",
    "(doktor|dr|herr|frau|herr (doktor|dr)|frau (doktor|dr)|praxis|team|praxisteam|liebe|lieber|bei (dr|doktor)|zusammen)",
    "(hier ist|ich bin|mein name ist|hier|patient|patientin|name|hier schreibt|gez)",
    "(<tag>|zum <termin>|für <den>|<den>|für (mich|uns|meinen sohn|meine tochter|mein kind|meinen mann|meine frau))",
    "von meinem (iphone|ipad|handy|smartphone|samsung|android|samsung galaxy|mobiltelefon|android gerät|samsung gerät) (gesendet|gesendet)|gesendet (von|mit) (meinem (iphone|handy|android|smartphone)|outlook|mail)|von unterwegs gesendet",
  ],
  reasons: [
    "[weil |da |denn |wegen |grund |aufgrund |bin |ich bin |wir sind |habe |hab |ich habe |ich |und |ist |sind |mein |meine |unser |das |die |der ][mein |meine |unser |einer |einem |das |die |der |ein |eine |ich |einen ][sohn |tochter |kind |kinder |mann |frau |auto |mutter |vater |baby ][ist |sind |hat |haben |leider |auch |bin |habe |liegt ][sehr |so |zu ](krank|krankheit|erkrankt|krank geworden|corona|covid|grippe|die grippe|fieber|erkältet|erkältung|arbeiten|arbeiten muss|arbeit|muss arbeiten|dienst|verreist|im urlaub|urlaub|verhindert|beruflich verhindert|kaputt|autopanne|panne|notfall|ein notfall|familiärer notfall|familiäre gründe|im krankenhaus|keine betreuung|kein auto|beschäftigt|stau|im stau|bahnstreik|etwas dazwischen gekommen|dazwischengekommen|krankheitsbedingt|beruflich|zahnschmerzen|migräne|magen darm|unwohl|nicht gut|geht es nicht gut|mir geht es nicht gut|fühle mich nicht gut)[ bin| ist| habe| muss| geworden]|mir ist (etwas|was) dazwischen gekommen|etwas dazwischen gekommen|kind krank",
  ],
  strangers: [
    "[das ist |sie haben |hier ist |sorry |sie haben die |sie haben sich |es ist |das ist die |das ist eine ][die |eine ](falsche nummer|falsche person|falsch verbunden|verwählt|nummer ist falsch|falsche telefonnummer|falscher empfänger)|(ich bin|das bin|bin) nicht (diese person|der patient|die patientin|gemeint|ich)|ich kenne sie nicht",
  ],
  beforeName: [
    "doktor",
    "herr",
    "frau",
    "danke",
    "hallo",
    "hi",
    "ist",
    "bin",
    "patient",
    "patientin",
    "grüsse",
    "grüße",
    "gruss",
    "gruß",
    "lg",
    "mfg",
    "vg",
    "geehrte",
    "geehrter",
    "liebe",
    "lieber",
  ],
  negations: "nicht,nie,nein,kein,keine,keinen,ohne,niemals,weder,noch,nichts,nö,nee".split(","),
  doubts:
    "aber,vielleicht,wenn,falls,oder,ob,wann,warum,wieso,wer,was,wo,wie,statt,sondern,ausser,scherz,spass,warten,eventuell,jedoch,erst".split(
      ",",
    ),
  unclear: ["nein", "da"],
  echoes: [
    "antworten sie (c|confirm) zum bestätigen oder (x|cancel) zum absagen[ oder rufen sie an]",
    "antworten sie stop um keine nachrichten mehr zu erhalten",
  ],
};
