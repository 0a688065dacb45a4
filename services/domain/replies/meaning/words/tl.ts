import type { LanguageWords } from "./language-words";

export const tl: LanguageWords = {
  groups: {
    po: "(po|ho|na|na po|lang|lang po|na lang|na lang po|muna|muna po|nalang|nalang po|sana|sana po|please|pls|doc|dok|talaga|po talaga|salamat|salamat po|po sana|naman|naman po|po muna|thank you)",
    appt: "(appointment|appt|schedule|sched|iskedyul|tipanan|konsulta|checkup|check up|booking|appointment ko|sched ko|schedule ko|appointment namin|tipan|konsultasyon)",
    ang: "(ang <appt>|yung <appt>|ung <appt>|ang aking <appt>|yung <appt> ko|ang <appt> ko|ko|sa <appt>|ng <appt>|aking <appt>|<appt>|ito|ang <appt> namin)",
    araw: "(ngayon|bukas|mamaya|ngayong (araw|umaga|hapon)|bukas ng (umaga|hapon)|sa araw na iyon|today|tomorrow|mamayang hapon|sa bukas)",
    gusto:
      "(gusto ko|gusto kong|gusto ko pong|nais kong|nais ko pong|kailangan kong|kailangan ko pong|kailangan ko|kailangan|gusto|gusto namin|gusto naming|gusto ko po|ibig kong|paki|pa|pakisuyo|pakiusap|please|i would like to|i want to|need to|i need to|want to|balak kong|plano kong)",
    pwede:
      "(<gusto>|pwede|pwede po|pwede ba|pwede bang|pwede po ba|pwede po bang|maaari bang|maaari po bang|puwede|puwede bang|puwede po bang|puede|pede|pede ba|pede po ba|pede bang|maaari ba|pwede po ba akong|pwede ba akong|pwede ko bang|pwede ko po bang|can i|can we|pwede naman bang|pwede kayang|pede po bang)",
    hindi:
      "(hindi|di|hnd|hindi na|di na|hindi po|di po|hindi na po|di na po|hindi ako|di ako|hindi po ako|di po ako|hindi na ako|di na ako|hindi kami|di kami|hindi po kami|di po kami|hindi na po ako|di na po ako|hindi na po kami|hindi siya|hindi po siya|hnd ako|hnd po ako|hindi ako po|baka hindi na ako|hndi ako|hindi muna ako|di muna ako)",
    punta:
      "(makakapunta|makapunta|makakarating|makarating|makakadalo|makadalo|makakapag punta|pupunta|darating|dadalo|makakaattend|makaka attend|makaattend|maka attend|makakasipot|sisipot|makakapunta dyan|makakaabot|makakapag check up|available|makakabyahe|matutuloy|tutuloy|makakapagpacheck up|pwede|makaka punta|makakatuloy|makakabalik|makapupunta|makakasama)",
  },
  confirm: [
    "(oo|opo|oho|oo naman|opo naman|oopo|yes|yes po|yes doc|yes opo|siyempre|syempre|sigurado|tama|tama po|talaga|walang problema po oo|oo sige|opo sige po|tuloy|tuloy po|tuloy na|tuloy na po|tutuloy|tuloy po ako|tutuloy po ako|tutuloy ako|tuloy kami|oo tuloy|opo tuloy po|payag ako|sang ayon ako|oo nga|opo nga|yup po|ou)",
    "[opo |oo |yes |yes po |ok |ok po |sige |sige po |<gusto> |ako po ay |ako ay |na ][i |ko |po ](confirm|confirmed|kumpirma|kumpirmado|kinukumpirma|kumpirmahin|ikumpirma|kinokonpirma|kompirmado|nagkukumpirma|kinukumpirma ko|kinukumpirma namin|kinukumpirma ko po|kumpirmado na|confirming|nagcoconfirm|kompirma|kinumpirma)[ ko][ po][ ko][ <ang>][ <araw>][ <po>]",
    "[opo |oo |yes |yes po |ok |ok po |sige |sige po |cge |sure |sige na |<araw> ](pupunta|darating|dadalo|makakapunta|makakarating|makakadalo|nandiyan|nandyan|andyan|andiyan|aattend|sisipot|pumunta|paroroon|a attend|mag aattend|makakaattend|nariyan|maaattend|pupunta pa rin|makaka attend)[ na][ po][ ako| kami| po ako| po kami| na po ako| kami po| ako po][ dyan| diyan| jan| po][ <araw>][ <po>]",
    "(kita kits|kita tayo|magkita tayo|see you po|see you doc|kita kits po|kita po tayo)[ <araw>][ po]|c (para|to) (kumpirmahin|confirm)|reply c",
  ],
  okay: [
    "(ok|okay|okey|ok na|okay na|sige|cge|sge|sige na|sige sige|ok sige|okay sige|noted|copy|ayos|ayos lang|maayos|mabuti|walang problema|walang anuman ok|naiintindihan ko|nakuha ko|natanggap ko|got it|gets|alright|sure|ok lang|okay lang|good|received|noted with thanks|areglado|g|ayos na|game)[ po][ <po>]",
  ],
  cancel: [
    "[opo |oo |sige |ok |ok po |sige po |yes |yes po |hello po ][<gusto> |mag |<gusto> mag |<gusto> pa |<gusto> i |<gusto> po |pa |paki |i |ipa |mag pa |magpa |na lang ](cancel|kanselahin|ikansela|kansel|kansela|pacancel|magcancel|magpacancel|icancel|ipacancel|pakicancel|ikakansela|kakanselahin ko|kinakansela ko|icacancel ko|kakansel|canselahin|magkansela|pakansela|makipagcancel)[ ko| ko po| na po ako| po ako| ako][ po][ <ang>][ ko][ <araw>| para <araw>][ <po>][ <ang>]",
    "cancel (na|po|muna|na po|nalang|na lang|na lang po|ko na|ko na po|ko|ko po)[ <ang>][ <araw>][ <po>]|(reply|pindutin) x|x (para|to) (kanselahin|cancel)|hindi ko na kailangan (ang|yung) <appt>",
  ],
  absent: [
    "[pasensya na |sorry |pero |baka |<araw> |kasi |mukhang ]<hindi>[ po| na| muna| kasi] <punta>[ ako| kami| po| po ako| na| na po][ dyan| diyan| sa <appt>][ <araw>][ <po>]",
    "(hindi|di) (ko|namin)[ na][ po] (magagawa|kaya|kakayanin|mapupuntahan|masisipot)[ pumunta][ <araw>][ <po>]|(absent|liliban)[ muna][ po][ ako][ <araw>]|(wala|hindi available)[ po] ako[ po] <araw>",
  ],
  reschedule: [
    "[opo |oo |ok |pero |sige |at |o |kung |hello po ][<pwede> |<pwede> po |<pwede> mag |<pwede> magpa |<pwede> pa |<pwede> i |mag |magpa |mag pa |pa |paki |i |ipa |na lang |kung ][ba |po ba |bang ](reschedule|resched|re schedule|re sched|ilipat|lipat|palipat|palitan|baguhin|papalitan|pareschedule|paresched|magpareschedule|magpalipat|magpa reschedule|ipagpaliban|iurong|i move|move|ipa move|palit|ipalit|ibahin|magresched|magreschedule|magpalit|mareschedule|maresched|ma move|malipat|mailipat|mabago|iresched|ireschedule|ipareschedule|iparesched|mapalitan|usog|iusog|change|magchange|ipalipat|magparesched|rescheduled|reskedyul)[ ko][ po][ ba][ ng| ang| yung| sa| ung][ <ang>| oras| araw| petsa| schedule| date| time| oras ng <appt>| araw ng <appt>][ ng| sa| ang][ ibang| iba| bagong| another| next][ araw| oras| petsa| date| time| schedule| sched| week][ <po>][ ba]",
    "[opo |oo |ok |pero |sige |o |kung |hello po |meron |may |meron pa |baka ][<pwede> |<pwede> po |sa |na |kung |pwede |ba |po ba |bang |po bang |po |sa ](ibang|iba|bagong|susunod na|next|another|other)[ po][ na] (araw|oras|petsa|date|day|time|schedule|sched|appointment|week|linggo)[ na lang| nalang| po| po ba| ba| sana| po sana| please| lang][ po][ ba]",
  ],
  stop: [
    "[paki |please |utang na loob |pwede bang |pwede po bang ](tigil|itigil|tama na|tigilan|hinto|ihinto|stop|itigil na|itigil na ito|tigilan mo ako|tigilan niyo ako|tigilan nyo ako|tigilan niyo na ako|tigilan nyo na ako|tigilan na ako|tumigil|tumigil ka|tumigil kayo|lubayan|lubayan mo ako|lubayan niyo ako|lubayan nyo ako|pakitigil)[ na][ yan| ito| kayo| niyo][ <po>]",
  ],
  stopAlone: ["(ayaw ko na|ayoko na|wakas|tapos na|tanggalin|alisin|pakitanggal|pakialis|ayaw)[ po][ ako]"],
  stopInside: [
    "(huwag|wag|hwag|wag na wag)[ na| mo| niyo| nyo| po| kayo| kayong| ka| kang| na kayong| na kayo| na po kayong| na po kayo| na po| ninyo| na ninyo| na niyo| na nyo| na po kayo ng][ akong| ako| na akong| na ako][ mag| magpadala| magsend| i| nang| ng| padalhan| padala| mag send| magpadala ng| mag padala ng][ ng] (text|magtext|itext|txt|mensahe|message|magmessage|mag message|texts|messages|kontakin|i text|sms|padalhan|magpadala|mag text|guluhin|tawagan|magpadala ng text|istorbohin|contact)[ sa akin| sakin| ng mensahe| ng text| dito| ako][ po]",
    "(itigil|tigilan|ihinto|tigil|stop|tama|hinto|pakitigil|tumigil)[ na][ po][ ninyo| niyo| nyo| kayo][ ang| na| sa| yung| ung][ pag| pagpapadala ng| kaka| pagpadala ng| kakasend ng| pagsend ng][ na][ ](text|pagtext|pagtetext|mensahe|messages|texts|message|kakatext|pagmessage|pagpapadala|pag text|sms|pag message|pagtext sa akin|pagte text)",
    "(ayoko|ayaw ko|ayaw|ayaw namin|hindi ko gusto|di ko gusto|hindi ko kailangan|di ko kailangan|hindi ko na gusto)[ na][ po][ ng| nang| na| makatanggap ng| makareceive ng| makatanggap ng mga][ mga][ makatanggap ng][ mga][ ](text|texts|message|messages|mensahe|sms|reminder|reminders)",
    "(tanggalin|alisin|burahin|tanggal|pakitanggal|paki tanggal|paki alis|pakialis|pakibura|i delete|idelete|paki delete|pakidelete|i remove|iremove|paki remove|pakiremove)[ na][ po][ niyo| nyo| ninyo| mo][ po][ na][ ](number|numero|ang number|ang numero|yung number|ako|ang pangalan|number ko|sa listahan|ako sa listahan|ung number|ang aking numero|ang number ko)|wala ng (text|mensahe|texts|messages)|walang text",
  ],
  start: [
    "(simulan|magsimula|simula|ituloy ang text|mag text ulit|mag subscribe|magsubscribe|itext niyo ulit ako|i text niyo ulit ako|magtext ulit|ibalik ang text|umpisahan|subscribe)[ po][ ulit]",
  ],
  help: [
    "[kailangan ko ng |kailangan ko po ng |kailangan ng |pa |paki |humihingi ng |need ko ng ](tulong|help|saklolo|impormasyon|tulungan niyo ako|tulungan mo ako|info|tulungan nyo ako|tulungan|assistance)[ po][ po]",
  ],
  courtesy: [
    "(salamat|maraming salamat|salamat po|maraming salamat po|thank you|thanks|ty|slmt|tnx|thank you so much|thank you very much|many thanks|thank u|tenks|nagpapasalamat ako|salamat ng marami)[ po][ doc| dok| sa paalala| sa pag remind| sa reminder| sa text| sa pagpapaalala| sa lahat| for the reminder| sa inyo| sa inyong lahat| ulit| sa pag intindi| sa pang unawa][ po]",
    "(hi|hello|helo|magandang (umaga|hapon|gabi|araw|tanghali)|good (morning|afternoon|evening|day|am|pm)|kumusta|kamusta|ingat|ingat kayo|ingat po kayo|paalam|walang anuman|god bless|haha|hehe|gm|gud (am|pm|morning|day)|bye|mabuhay|welcome|have a nice day|have a good day|happy new year)[ po][ sa inyo| doc| sa inyong lahat| sayo| ma'am| sir| rin| din| po]",
  ],
  filler: [
    "(po|ho|paumanhin|pasensya|pasensya na|pasensya na po|pasensiya na|pasensiya na po|pasensiya|patawad|sorry|sorry po|so sorry po|sori|pakiusap|kasi|eh|e|nga|naman|lang|muna|at|saka|please po|pls po|paumanhin po|sa abala|sa istorbo|pasensya na sa abala|pasensya na po sa abala|sana|ay|po kasi|unfortunately|on time|talaga|din|rin|sana maintindihan niyo)",
    "(doc|dok|doktor|doktora|dra|sir|ma'am|mam|maam|nurse|kay (doc|dr|dra|doktora|doktor))|(ako po si|ako si|ito po si|ito si|this is|pasyente|para (kay|sa))",
    "(<araw>|para <araw>|sa <appt>|<appt>|<ang>|para sa <appt>)",
    "(ipinadala|galing|mula) (sa|mula sa) (aking |)(iphone|ipad|telepono|android|samsung)",
  ],
  reasons: [
    "[kasi |dahil |dahil sa |gawa ng |may |meron |nasa |ang |yung |at |since |nag |naka |sa ][po |may |na |ang |yung |akong ][anak ko |anak |asawa ko |bata |nanay ko |tatay ko |sasakyan |baby ko |mama ko ][ay |may |po ](sakit|may sakit|lagnat|may lagnat|trabaho|may trabaho|nasa trabaho|pasok|may pasok|emergency|may emergency|lakad|may lakad|covid|nasa ospital|ospital|biyahe|nasa biyahe|out of town|busy|walang sasakyan|walang masakyan|walang pera|bagyo|baha|ulan|malakas ang ulan|masama ang pakiramdam|masama pakiramdam|sira ang sasakyan|nasira ang sasakyan|importanteng lakad|meeting|biglaang lakad|patay|lamay|trangkaso|nilalagnat|sinisipon|inuubo|walang bantay|nasira|sick)[ po][ ako| ko| kami| niya| siya| ang anak ko| anak ko| kasi| po ako| po ang anak ko| po kasi ako| asawa ko| ang asawa ko]",
  ],
  strangers: [
    "[ito ay |po |maling |na ](wrong number|wrong send|maling numero|mali ang numero|maling tao|mali po|mali|nagkamali kayo ng number)[ po][ kayo| ito| ka]|(hindi|di)[ po] ako (yan|iyan|yun|iyon|ito)|hindi ko (kayo|po kayo) kilala",
  ],
  beforeName: ["si", "doc", "dok", "doktora", "salamat", "maam", "mam", "sir", "po", "kay"],
  negations: "hindi,di,wag,huwag,hwag,wala,walang,hnd,ayaw,hndi".split(","),
  doubts: "pero,baka,siguro,kung,o,kailan,bakit,sino,saan,paano,ano,joke,teka,sandali,maliban,ba,yata,kaya".split(","),
  unclear: [],
  echoes: [
    "mag reply ng (c|confirm) para kumpirmahin o (x|cancel) para kanselahin[ o tumawag sa]",
    "mag reply ng stop para hindi na makatanggap ng mensahe",
  ],
};
