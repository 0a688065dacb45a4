import type { LanguageWords } from "./language-words";

export const it: LanguageWords = {
  groups: {
    app: "(appuntamento|visita|prenotazione|app|appuntamenti|seduta|controllo|consulto|incontro|app to)",
    lo: "(l'<app>|il mio <app>|la mia <app>|mio <app>|la <app>|questo <app>|questa <app>|il <app>|un <app>|la|lo|<app>|l appuntamento|lappuntamento|il nostro <app>|nostro <app>|il suo <app>|il vostro <app>)",
    giorno:
      "(oggi|domani|stasera|questa (mattina|settimana|sera)|domani (mattina|pomeriggio|sera)|oggi pomeriggio|di (oggi|domani)|per (oggi|domani)|questo pomeriggio|domattina)",
    vorrei:
      "(vorrei|vorremmo|voglio|vogliamo|devo|dobbiamo|dovrei|dovremmo|desidero|ho bisogno di|avrei bisogno di|preferirei|preferisco|desidererei|desidererei|sono costretto a|sono costretta a|mi trovo costretta a|mi vedo costretto a|purtroppo devo|purtroppo dobbiamo|mi piacerebbe|avrei necessità di|ho necessità di|gradirei|per favore|chiedo di|chiedo|volevo|vorrei gentilmente|intendo|dovrò|bisogna|sto|mi serve|mi servirebbe|può per favore|potete per favore|può gentilmente)",
    posso:
      "(posso|possiamo|potrei|potremmo|si può|si potrebbe|è possibile|sarebbe possibile|può|potete|potrebbe|potreste|c'è (modo|la possibilità|possibilità) di|avete|avreste|ci sarebbe|c'è|riusciamo a|è possibile avere|sarebbe possibile avere|riuscite a|si riesce a)",
    non_posso:
      "(non (posso|possiamo|potrò|potremo|potrei|riesco a|riesco|riusciamo a|riusciamo|riuscirò a|riuscirò|riusciremo a|sono in grado di|può|potrà|ce la faccio a|ce la faccio|ce la facciamo|mi è possibile|ci è possibile|mi sarà possibile|sarò in grado di|ho modo di|ho la possibilità di|posso più|riesco più a)|sono impossibilitato a|sono impossibilitata a|mi è impossibile|sono impossibilitata|sono impossibilitato|impossibile|impossibilitata|impossibilitato)",
    venire:
      "(venire|venirci|esserci|essere (presente|lì|presenti)|presentarmi|partecipare|arrivare|recarmi|andare|venire all'<app>|venire alla <app>|presenziare|essere là|mantenere <lo>|rispettare <lo>|presentarci|farcela|partecipare all'<app>|passare)",
  },
  confirm: [
    "(sì|si|sì sì|si si|sisi|certo|certo che sì|certamente|assolutamente sì|assolutamente|sicuramente|sicuro|senz'altro|esatto|esattamente|giusto|volentieri|naturalmente|ovviamente|affermativo|corretto|con piacere|accetto|ovvio|senza dubbio|sì certo|sì certamente|sì grazie mille|sì va bene|sì perfetto|sì tutto ok|sì ok|sì d'accordo|sì assolutamente|sì volentieri|sì è corretto)",
    "[<vorrei> |sì |io |le |vi |ti |ok |è |si ](confermo|confermare|conferma|confermato|confermata|confermiamo|confermarle|confermi|confermate|confermatissimo|conferma di|confemo|confremo)[ <lo>| per <lo>| la mia presenza| la presenza| la nostra presenza| presenza| che (ci sarò|vengo|verrò)| di sì][ <giorno>][ grazie]",
    "[sì |io |certo |ok |noi |allora ](ci sarò|ci saremo|verrò|verremo|vengo|veniamo|arrivo|sarò (lì|presente|là|puntuale|da voi)|saremo (lì|presenti|là)|sono presente|ci vediamo|posso venire|ci sono|passerò|parteciperò|riesco a venire|vengo sicuramente|vengo io|potrò venire|mi presenterò|vengo volentieri)[ <giorno>][ sicuramente| senz'altro| puntuale| in orario| lì| allora][ <giorno>]",
    "a (domani|presto|dopo|più tardi)|ci vediamo (domani|lì|presto|là|allora)|contate su di me|<lo> (va bene|è confermato|confermato|è ok|mi va bene|ok)|per me va bene|mi va bene|c per confermare|(rispondo|scelgo|premo) c|tutto confermato",
  ],
  okay: [
    "(ok|okay|va bene|va benissimo|vabbè|va be|d'accordo|perfetto|benissimo|bene|ottimo|tutto ok|tutto bene|ricevuto|capito|inteso|ho capito|intesi|perfettamente|nessun problema|non c'è problema|a posto|tutto a posto|eccellente|daccordo|magnifico|fantastico|certo va bene|preso nota|ok perfetto|bene così|ok va bene|non si preoccupi)",
  ],
  cancel: [
    "[<vorrei> |sì |io |ok |purtroppo |può per favore |potete per favore ](annullare|annullo|annulla|annulli|annullate|annulliamo|annullarlo|annullamento|disdire|disdico|disdica|disdite|disdici|disdetta|disdirlo|disdirla|cancellare|cancella|cancello|cancelli|cancellate|cancellarlo|cancellarla|disdiciamo|cancellazione|annulare|eliminare)[ per favore| gentilmente| purtroppo][ <lo>| dell'<app>| della <app>| per <lo>][ di| del][ <giorno>][ con (il|la) (dott|dottor|dottore|dottoressa|dr)][ per favore| grazie]",
    "(do|dare|chiedo) [la ]disdetta|x per annullare|(rispondo|scelgo|premo) x|non ho più bisogno dell'<app>|non mi serve più <lo>",
  ],
  absent: [
    "[purtroppo |oggi |domani |mi spiace |io |ma ]<non_posso>[ <venire>][ <lo>| all'<app>| alla <app>][ <giorno>][ purtroppo]",
    "[purtroppo |oggi |domani |io |noi ](non) (vengo|veniamo|verrò|verremo|ci sarò|ci saremo|ci sono|sarò (presente|lì)|mi presento|mi presenterò|saremo presenti|sono disponibile|arrivo|verrà|parteciperò|potrò)[ all'<app>| alla <app>| più][ <giorno>][ più]",
    "(mio figlio|mia figlia|mia madre|mio padre|mio marito|mia moglie) non (può|potrà|riesce a|verrà)[ venire][ <giorno>]|(devo|dovrò) (saltare|mancare)[ <lo>]|salto <lo>|sarò assente[ <giorno>]",
  ],
  reschedule: [
    "[sì |ma |e |no |o |ok |purtroppo ][<vorrei> |<posso> |io |annullare e |disdire e |di |a |fare ](spostare|sposto|sposta|spostate|spostamento|spostiamo|spostarlo|spostarla|rimandare|rimando|rimandarlo|rinviare|rinvio|rinviarlo|cambiare|cambio|cambia|cambiarlo|posticipare|posticipo|anticipare|modificare|riprogrammare|riprogrammarlo|rimandiamo|rinviamo|ripianificare|prenotare|prendere|fissare|posticiparlo|variare|rifissare|riprenotare|spostarci|dilazionare)[ per favore][ <lo>| di| la| il| l'| a| ad| un| una| in| dell'| della| per][ data| giorno| orario| ora| l'orario| la data| l'ora| il giorno][ di| dell'| della| del][ <lo>| <app>][ a| ad| in][ un| una| un'][ altro| altra| nuovo| nuova| altro][ giorno| data| orario| ora| momento| settimana| volta| appuntamento| data][ per favore| più avanti| se possibile| più tardi| grazie]",
    "[sì |ma |e |no |o |ok ][<vorrei> |<posso> |ci sono |avete |in |per |ad |a |io |prendere |un |una ][avere |fare |venire |prendere |fissare |essere |in |per |ad |a |un |una |trovare ](un altro|un'altra|unaltra|altro|altra|altri|altre|un nuovo|una nuova|nuovo|nuova|unaltro|diverso|diversa)[ giorno| giorni| data| date| orario| orari| ora| momento| settimana| <app>| disponibilità][ per favore| se possibile| disponibile| disponibili| possibile]",
    "(la |)(settimana prossima|prossima settimana)[ per favore]|più avanti per favore",
  ],
  stop: [
    "[per favore |adesso |ora |ok ](basta|stop|fermatevi|fermati|smettetela|smettila|smetta|smettete|lasciatemi in pace|mi lasci in pace|lasciami in pace|basta così|la smetta|fermare)[ per favore| grazie| adesso| ora| subito]",
  ],
  stopAlone: [
    "[vorrei |voglio |per favore ](disiscrivere|disiscrivimi|disiscrivetemi|disiscrivermi|disiscrizione|cancellami|cancellatemi|mi cancelli|rimuovere|rimuovi|rimuovetemi|rimuovimi|recedo|revoca|revoco|termina|terminare|esci|uscire|disattiva|disattivare|fine messaggi|cancellarmi)[ per favore| grazie]",
  ],
  stopInside: [
    "non[ mi| ci][ dovete][ più] (mandatemi|mandate|mandi|mandarmi|mandare|inviatemi|inviate|invii|inviarmi|scrivetemi|scrivete|scriva|scrivermi|scrivere|contattatemi|contattate|contattarmi|contatti|disturbatemi|disturbate|disturbarmi|mandateci)[ più][ i| dei| questi| altri| altro| nessun][ messaggi| sms| messaggio| promemoria| notifiche][ più]",
    "(basta|smettetela|smettete|smettila|smetta|smettere|stop|fermate|fermare|ferma|interrompete|interrompere|niente|nessun|no)[ di| con| a| ai| i| più| altri| questi][ di| questi| gli| i| mi| altri| più| con][ ](messaggi|messaggio|sms|scrivermi|scrivere|mandarmi|mandare|inviarmi|inviare|promemoria|contattarmi|notifiche|tormentarmi|disturbarmi|messaggi di testo|mandarmi messaggi|mandare messaggi)",
    "non (voglio|vogliamo|desidero|vorrei|intendo)[ più][ ricevere| avere][ più][ i| vostri| questi| altri| alcun| dei][ vostri| più][ ](messaggi|sms|messaggio|promemoria|notifiche|ricevere|comunicazioni|essere contattato|essere contattata|essere disturbata|essere disturbato)",
    "(cancellatemi|cancellami|mi cancelli|toglietemi|toglimi|mi tolga|rimuovetemi|rimuovimi|mi rimuova|eliminatemi|eliminami)[ dalla| dalle| da| dal][ vostra| vostre| questa| sistema][ liste| lista| rubrica| mailing list| elenco]",
    "(cancellate|cancella|rimuovete|togliete|eliminate|cancelli|rimuova|elimini|cancellare|rimuovere|eliminare|togliere) (il mio numero|questo numero|il mio nome|il mio contatto|i messaggi|gli sms)[ dalla| dalle| da][ vostra| vostre][ liste| lista| rubrica]",
    "(disattivare|disattivate|disattiva|annullare|sospendere|sospendete)[ i| gli| l'][ ](messaggi|sms|promemoria|notifiche|iscrizione|abbonamento)|(disiscrivermi|disiscrivetemi|disiscrivimi|disiscrivere)|revoco il [mio ]consenso",
  ],
  start: [
    "(riprendere|riprendete|riprendi|iscrivimi|iscrivetemi|iscriviti|iscrivermi|inizia|iniziare|ricomincia|ricominciare|attiva|attivare|riattiva|riattivare|avvia|iscrizione)[ per favore| i messaggi| messaggi]|(voglio|vorrei|desidero)[ di nuovo] ricevere[ di nuovo][ i] (messaggi|sms|promemoria)[ di nuovo]|(mandatemi|inviatemi) di nuovo [i ]messaggi",
  ],
  help: [
    "[ho bisogno di |per favore |un |serve |mi serve |più ](aiuto|aiutatemi|aiutami|mi aiuti|info|informazioni|assistenza|supporto|informazione)[ per favore]",
  ],
  courtesy: [
    "(grazie|grazie mille|grz|grazie tante|molte grazie|tante grazie|mille grazie|grazie infinite|la ringrazio|vi ringrazio|ti ringrazio|ringrazio|grazie a (voi|lei|te)|grazie ancora|grazie di cuore|grazie di tutto|gentilissimi|gentilissima|gentilissimo|molto gentili|molto gentile|grazie molte|ringraziando)[ per (il promemoria|avermi (ricordato|avvisato|avvisata)|il messaggio|l'avviso|la comprensione|tutto|l'informazione|la disponibilità|il reminder|averci avvisato|avermelo ricordato|la cortesia|la pazienza)| e (buona giornata|arrivederci|buon lavoro)| anticipatamente| in anticipo| della comprensione| della disponibilità]",
    "(ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|buona giornata|buona serata|buonanotte|buon lavoro|buon weekend|buon fine settimana|arrivederci|arrivederla|saluti|cordiali saluti|distinti saluti|un saluto|un abbraccio|baci|altrettanto|anche a (lei|voi|te)|prego|di nulla|di niente|a voi|cordialmente|haha|buona domenica|buongiorno a tutti)",
  ],
  filler: [
    "(per favore|per cortesia|per piacere|pf|gentilmente|cortesemente|scusi|scusate|scusa|mi scusi|mi scuso|scusatemi|mi dispiace|mi spiace|ci dispiace|dispiace|chiedo scusa|scusi il disturbo|scusate il disturbo|scusate per il disturbo|scusi per il disturbo|purtroppo|sfortunatamente|allora|quindi|e|anche|dunque|ecco|beh|ah|oh|per il disagio|scusate il disagio|mi scuso per il disagio|come (previsto|da accordi|concordato)|puntuale|in orario|molto|per la comprensione)",
    "(dottore|dottoressa|dottor|dott|dr|dott ssa|signora|signore|signor|sig|sig ra|gentile|gentili|spett|spettabile|egregio|con (il|la) (dottor|dottore|dottoressa|dott)|dott ssa)",
    "(sono|mi chiamo|il mio nome è|qui|paziente|la paziente|il paziente|da parte di|nome)",
    "(<giorno>|per <lo>|per <giorno>|all'<app>|alla <app>|<lo>|per (mio figlio|mia figlia|me|mia madre|mio marito))",
    "(inviato|inviata) (da|dal mio|dal) (iphone|ipad|cellulare|smartphone|samsung|android|samsung galaxy|telefono)|inviato da outlook per (ios|android)",
  ],
  reasons: [
    "[perché |perchè |poiché |causa |a causa di |per |per via di |motivi |sono |siamo |ho |abbiamo |mi |è |siccome |dato che |e |mio |mia |i miei ][un |una |il |la |mio |mia |ho |sono |di |dei |è |la |avuto ][figlio |figlia |figli |marito |moglie |madre |bambino |bambina |macchina |auto |bimbo |bimba ][è |sono |sta |stanno |ha |hanno ][molto |la |il ](malato|malata|malati|ammalato|ammalata|febbre|la febbre|influenza|l'influenza|influenzato|influenzata|covid|il covid|lavoro|lavorare|al lavoro|fuori città|in vacanza|via|imprevisto|un imprevisto|emergenza|urgenza|emergenza familiare|impegno|un impegno|altro impegno|impegni|impegni di lavoro|senza macchina|rotta|guasta|macchina rotta|in ospedale|ospedale|ricoverata|ricoverato|male|sto male|sta male|non sto bene|non mi sento bene|motivi (personali|di lavoro|di salute|familiari)|di lavoro|di salute|personali|familiari|lutto|raffreddata|raffreddato|bloccata|bloccato|sopraggiunto un imprevisto|occupata|occupato)",
  ],
  strangers: [
    "[è |avete |questo è |ha |hai |credo sia ][il |un |sbagliato ](numero sbagliato|numero errato|persona sbagliata|sbagliato numero|sbagliato persona|numero|errato)|non sono (io|questa persona|quella persona|il paziente|la paziente)|non (vi|la|ti) conosco",
  ],
  beforeName: [
    "dottore",
    "dottoressa",
    "dottor",
    "dott",
    "signora",
    "signor",
    "sig",
    "grazie",
    "ciao",
    "buongiorno",
    "buonasera",
    "salve",
    "sono",
    "chiamo",
    "paziente",
    "gentile",
    "saluti",
  ],
  negations: "non,no,mai,né,senza,nessuno,niente,neanche,nemmeno".split(","),
  doubts:
    "ma,però,forse,se,o,oppure,quando,perché,come,chi,dove,quale,cosa,tranne,eccetto,scherzo,aspetta,anzi,che,magari,meno".split(
      ",",
    ),
  unclear: ["fine", "no"],
  echoes: [
    "risponda (c|confirm) per confermare o (x|cancel) per annullare[ o chiami]",
    "risponda stop per non ricevere altri messaggi",
  ],
};
