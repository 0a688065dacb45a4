import type { LanguageWords } from "./language-words";

export const ht: LanguageWords = {
  groups: {
    m: "(mwen|m|nou|n|mwn|mwenmenm|li)",
    rdv: "(randevou|randevou a|randevou mwen|randevou mwen an|randevou m|randevou m nan|randevou sa|randevou sa a|randevou nou|vizit la|vizit|vizit mwen|konsiltasyon an|konsiltasyon|rdv|rdv a|rdv mwen|randevou doktè|randevou yo|li|randevouw|rendez vous|randevou m lan|randevou nou an)",
    jou: "(jodi a|jodia|demen|aswè a|demen maten|maten an|semèn sa a|apremidi a|demen apremidi|pou (demen|jodi a)|demen an)",
    vle: "(<m> vle|vle|<m> ta vle|<m> ta renmen|ta renmen|<m> bezwen|bezwen|<m> dwe|dwe|<m> oblije|oblije|<m> gen pou|tanpri|silvouplè|souple|<m> swete|<m> mande|<m> mande pou|fòk <m>|<m> blije|ta vle|<m> ap|<m> pral|map|nap|<m> mande padon <m> dwe|<m>|<m> prefere)",
    eske: "(èske (<m>|nou|ou|m) (ka|kapab|gendwa|ta ka)|<m> ka|mwen ka|eske (<m>|nou|ou) (ka|kapab|ta ka)|èske li posib pou|li posib pou|èske gen posiblite pou|kijan <m> ka|ou ka|nou ka|nou ta ka|ou ta ka|<m> ta ka|èske nou kapab|eske li posib pou)",
    pa_ka:
      "(<m> (pa ka|pa kapab|pap ka|p ap ka|pap kapab|p ap kapab|pa p ka|paka|pap|p ap|pa p ap|pa t ap ka|pap gen posiblite|pa gen posiblite pou|pap ka non|pa sa|p ap sa)|pa ka|pap ka|p ap ka|pa kapab|paka|pap kapab|mpap ka|mpa ka|mpaka|m pap|mpap|npap|npap ka|npa ka)",
    vini: "(vini|la|rive|ale|prezante|vin|prezan|asiste|vini non|fè l|vin nan <rdv>|vini nan <rdv>|ale nan <rdv>|kenbe <rdv>|vizite|disponib|prezante m|patisipe|antre)",
  },
  confirm: [
    "(wi|wi wi|wè|wii|se sa|se vre|klè|byensi|byen si|sètènman|san fòt|san mank|absoliman|egzakteman|nòmalman|wi dakò|wi byen|kòrèk|korek|mwen aksepte|m aksepte|se vre wi|wi men wi|antandi wi|wi mwen dakò|wi kòrèk|san pwoblèm wi|wi anverite|wi silvouplè|wi san pwoblèm|avèk plezi|ak plezi)",
    "[wi |<m> |<vle> |wi <m> |ok |oke <m> |<m> ap |<m> vin ](konfime|konfim|konfime l|konfimen|konfimasyon|konfirme|confirme|konfime <m> ap vini|konfime prezans mwen|konfime ke <m> ap vini|konfime wi)[ <rdv>| prezans mwen| pou <rdv>][ <jou>][ mèsi]",
    "[wi |ok |oke |wi wi |san fòt |dakò ](<m> ap|map|m ap|nap|n ap|mwen ap|<m> pral|mwen pral|m pral|<m> prale|<m> kapab|<m> ka|mwen ka) (vini|la|rive|prezan|vin|ale|prezante|vini wi|la wi|prezante m|vin nan <rdv>|vini nan <rdv>|ale nan <rdv>|la alè|la a lè)[ san fòt| a lè| alè| san mank][ <jou>][ san fòt| si bondye vle| wi]",
    "(<m> la|<m> prezan|n a wè|na wè|a demen|<m> ap tann|na wè demen|n a wè demen|nou la|map la wi|konte sou mwen|m ap la wi|nou wè demen|nou prale wè|pita|c pou konfime|c konfime)[ <jou>]",
  ],
  okay: [
    "(dakò|dako|oke|ok|okay|oke wi|byen|trè byen|tre byen|pafè|bon|li bon|sa bon|pa gen pwoblèm|pa gen pwoblem|san pwoblèm|pa gen okenn pwoblèm|antandi|mwen konprann|m konprann|mwen resevwa l|m resevwa l|resevwa|mwen resevwa mesaj la|sa mache|ebyen dakò|oke byen|li anfòm|anfòm|ebyen ok|tout bon|byen resevwa|mwen wè l|d akò|dacò)",
  ],
  cancel: [
    "[wi |ok |oke |<vle> |<vle> <m> |tanpri |silvouplè |<m> |ede m |bonjou ][ede m ](anile|kanselasyon|kansele|anilasyon|anile l|elimine|anil|kanse|kansele l|annuler|anile sa)[ pou mwen| pou m| tanpri][ <rdv>][ mwen| an][ pou][ <jou>][ tanpri| silvouplè| souple| mèsi]",
    "<m> pa bezwen <rdv> ankò|x pou anile|(reponn|peze|chwazi) x",
  ],
  absent: [
    "[padon |malerezman |men |<jou> |dezole |nou |eskize m ]<pa_ka> <vini>[ nan <rdv>| pou <rdv>][ ankò][ <jou>][ ankò]",
    "[padon |malerezman |<jou> |dezole ](<m> pap|<m> p ap|mpap|m pap|mwen pap|<m> pa ap|npap|n ap pa|<m> pa prale|<m> pa vini|mwen pap vini|<m> pap vin)[ vini| la| ale| prezan| rive| vin][ nan <rdv>][ ankò][ <jou>]|<m> ap (absan|rate <rdv>)[ <jou>]",
    "li enposib pou <m> vini[ <jou>]|<m> gen anpèchman[ <jou>]",
  ],
  reschedule: [
    "[wi |men |epi |oswa |ok |oke ][<vle> |<eske> |<m> |anile epi |tanpri ][pou ](chanje|ranvwaye|deplase|repouse|repòte|modifye|pwograme|reporte|chanje l|deplase l|ranvwaye l|ranvwa|reskedil|reschedule|ranplase|ranje|pwograme ankò|repwograme|rekile|avanse|pran|jwenn|fè)[ pou mwen][ <rdv>| jou| lè| dat| lè a| jou a| dat la| orè| lè <rdv>| dat <rdv>| jou <rdv>| lè pou <rdv>| orè a][ an| la][ pou| sou| nan][ yon][ lòt| nouvo][ jou| lè| dat| randevou| fwa| semèn| moman][ tanpri| silvouplè| souple| pita]",
    "[wi |men |oswa |ok |oke |èske gen |eske gen |gen |èske nou gen |kite l pou ][<vle> |<eske> |<m> |pou |nan |ban m |ka gen ][vini |pran |gen |fè l |jwenn |pou |vin ]yon (lòt|nouvo|lot)( jou| lè| dat| randevou| fwa| moman| semèn| orè)[ tanpri| silvouplè| souple| posib| disponib| pita]|(lòt|lot) (jou|lè|dat|semèn)[ tanpri]|semèn pwochèn[ tanpri]",
  ],
  stop: [
    "[tanpri |silvouplè |mwen di |souple ](sispann|sispan|kanpe|rete|ase|sufi|sifi|stop|kite m anrepo|kite m trankil|lese m trankil|kite m an pè|pa deranje m|pa nwi m|pa anmède m|sispann sa|sispann deranje m|arete)[ sa| tanpri| kounye a| mèsi]",
  ],
  stopAlone: [
    "[mwen vle |tanpri |m vle |mwen ](dezabòne|dezabone|dezenskri|fini|retire m|efase m|soti|fen|dezabòne m|retire|revoke|fèmen|dezabònman|sòti)[ tanpri]",
  ],
  stopInside: [
    "(sispann|sispan|rete|kanpe|stop|ase|bouke|arete|kenbe)[ m| mwen][ voye| ekri| teks| tekste| fè| deranje][ m| mwen| ban m| pou m| nou][ ](mesaj|mesaj yo|tèks|teks|sms|ekri|voye|voye mesaj|ekri m|texte|deranje m|mesaj sa yo|rapèl|kontakte m|rele m|kominike avè m|tekste m)[ ban mwen| ban m]",
    "pa[ janm| bezwen| dwe| ka][ voye| ekri| tekste| kontakte| fè][ m| mwen| ban m| nou][ okenn| lòt| plis| anyen][ ](mesaj|ekri m|tèks|sms|kontakte m|voye mesaj|voye tèks|ekri|voye|rele m|tekste m|mesaj ankò|tekste|ankò|deranje m|texte m|ekri mwen|kontakte mwen)[ ban mwen| ban m| m| mwen| sou nimewo sa a][ ankò|]",
    "(pa|pap|p ap)[ vle| bezwen| renmen| ta vle][ resevwa| jwenn| gen| pran| wè][ okenn| lòt| plis| ankò][ ](mesaj|mesaj sa yo|tèks|sms|mesaj nou|mesaj ankò|mesaj nou yo|rapèl|notifikasyon)[ ankò| nan men nou|]",
    "(retire|wete|efase|elimine|retire non|raye|siprime)[ mwen| m| non mwen| non m| nimewo mwen| nimewo m| nimewo sa a| telefòn mwen| nimewo telefòn mwen][ nan| sou| sot nan][ ](lis la|lis nou|lis|lis ou|nan lis|sistèm|lis nou an|sistèm nan|lis la nan)|(efase|retire|wete|siprime) (nimewo mwen|nimewo m|nimewo sa a|non mwen)|pa gen mesaj ankò|plis mesaj non|okenn mesaj ankò",
  ],
  start: [
    "(kòmanse|kòmanse ankò|rekòmanse|abòne|enskri|kontinye|reprann|enskri m|abòne m|komanse|rekomanse|tanmen|enskri m ankò|voye mesaj ankò|voye mesaj ban m ankò)[ tanpri| mesaj| voye mesaj]",
  ],
  help: [
    "[mwen bezwen |m bezwen |bezwen |tanpri |silvouplè |mande |plis ](èd|ed|ede m|ede mwen|anmwe|enfòmasyon|enfo|info|asistans|sekou|sipò)[ tanpri| silvouplè]",
  ],
  courtesy: [
    "(mèsi|mesi|mèsi anpil|mesi anpil|anpil mèsi|gran mèsi|mèsi bokou|mèsi bondye|mèsi anpil anpil|mwen di mèsi|mwen remèsye nou|m remèsye nou|m ap di mèsi|remèsiman|merci|mwen apresye sa|mil mèsi|mèsi doktè)[ pou (rapèl la|mesaj la|tout bagay|enfòmasyon an|fè m sonje|rapèl|mesaj|enfòmasyon)| doktè| bondye beni ou| bondye beni nou| anpil| davans| paske nou fè m sonje]",
    "(bonjou|bonswa|alo|bòn jounen|bon jounen|bòn nwit|bòn swa|bon apremidi|bòn apremidi|salitasyon|orevwa|na wè pita|bondye beni w|bondye beni ou|bondye beni nou|bondye beni|pa de kwa|pa dekwa|padekwa|ou menm tou|nou menm tou|kenbe fèm|kenbe la|pase bòn jounen|pase bon jounen|pase yon bon jounen|bòn fen semèn|respè|onè|haha|sak pase|bonjou tout moun|swa)",
  ],
  filler: [
    "(tanpri|silvouplè|silvouple|silvouple|sivouplè|souple|svp|padon|eskize m|eskize mwen|eskize nou|mwen dezole|m dezole|dezole|mwen regrèt|m regrèt|mwen mande padon|m mande padon|mwen mande eskiz|malerezman|e|epi|alò|ebyen|tou|men wi|regrèt|m ap mande eskiz|si bondye vle|si dye vle|konsa|non plis|ankò|alè|a lè)",
    "(doktè|dokte|mis|madanm|mesye|dr|tout moun|enfimyè|avèk doktè|ak doktè)|(mwen se|non mwen se|mwen rele|m rele|pasyan|mwen menm)",
    "(<jou>|pou <rdv>|<rdv>|nan <rdv>|pou pitit mwen|pou (mwen|nou))|voye (sou|sot sou|depi) (iphone|ipad|telefòn) mwen[ an]",
  ],
  reasons: [
    "[paske |akòz |poutèt |pou tèt |kòm |paskè |e |akoz |se ][<m> |mwen |m |pitit mwen |pitit mwen an |pitit la |timoun yo |timoun nan |manman m |manman mwen |papa m |mari m |madanm mwen |machin mwen |machin nan |ti bebe a |tibebe a |pitit gason m |pitit fi m |pitit fi mwen |pitit gason mwen |bebe a ][gen |ap |an |nan |te |fè |pa gen |anpil ](malad|maladi|lafyèv|grip|covid|kovid|travay|travay la|vwayaj|vwayaje|ijans|yon ijans|yon anpèchman|anpèchman|okipe|lopital|machin|transpò|pàn|fè pàn|an pàn|deyò|deyò vil la|yon lòt randevou|lanmò|antèman|pwoblèm|yon pwoblèm|pwoblèm machin|pa byen|pa santi m byen|pa santi mwen byen|pwoblèm fanmi|pwoblèm sante|rezon pèsonèl|nan travay|gripe)",
  ],
  strangers: [
    "[ou gen |nou gen |se |sa se |sa a se ](move nimewo|nimewo pa bon|move moun|pa nimewo sa a|nimewo sa pa bon)|se pa (mwen|mwen menm|m)|ou twonpe w|nou twonpe nou|mwen pa konnen (ou|nou|ki moun)|ou twonpe nimewo|mwen pa (moun sa a|pasyan an)",
  ],
  beforeName: ["mèsi", "bonjou", "bonswa", "se", "rele", "doktè", "madanm", "mesye", "mis", "pasyan"],
  negations: "pa,non,pap,p,janm,okenn,san,pat,poko".split(","),
  doubts: "men,petèt,si,oswa,kilè,poukisa,ki,kimoun,kote,kijan,sof,blag,tann,pito,anvan,lè".split(","),
  unclear: ["non"],
  echoes: [
    "reponn (c|confirm) pou konfime oswa (x|cancel) pou anile[ oswa rele]",
    "reponn stop pou w pa resevwa mesaj ankò",
  ],
};
