import type { LanguageWords } from "./language-words";

export const fr: LanguageWords = {
  groups: {
    je: "(je|j|nous|on|moi je)",
    rdv: "(rendez vous|rdv|rendezvous|rdvs|consultation|visite|séance|créneau|rende vous)",
    le: "(mon <rdv>|le <rdv>|ce <rdv>|notre <rdv>|ma consultation|la consultation|votre <rdv>|<rdv>|le|celui ci)",
    jour: "(aujourd'hui|demain|demain matin|ce soir|cet (aprem|après midi)|ce matin|cette semaine|de demain|d'aujourd'hui|pour demain|cette après midi)",
    svp: "(svp|stp|s'il vous plaît|s'il te plaît|sil vous plait|merci|merci d'avance|merci beaucoup|s v p)",
    veux: "(je veux|je voudrais|je souhaite|je souhaiterais|je désire|j'aimerais|je dois|il faut que je|je suis obligée de|je suis obligé de|je suis obligée d'|je suis obligé d'|je suis obligée|je suis obligé|je suis contraint de|je suis contrainte de|nous souhaitons|nous devons|nous voulons|nous voudrions|on doit|on veut|on voudrait|j'ai besoin de|il faudrait|il faut|je vais devoir|je vais|je préfère|je préférerais|je dois malheureusement|je souhaite malheureusement|jdois|jveux|jvoudrais|je tiens à|je vous demande de|je vous demande d'|merci de|merci d'|merci de bien vouloir|veuillez|prière de|c'est pour|je vous prie de|je vous prie d'|à)",
    peut: "(peut on|puis je|pouvons nous|pourrait on|pourrais je|est ce que je peux|est ce qu'on peut|est ce que je pourrais|est il possible de|est il possible d'|est ce possible de|serait il possible de|serait il possible d'|c'est possible de|possible de|pouvez vous|pourriez vous|je peux|on peut|je pourrais|on pourrait|y a t il moyen de|y a moyen de|est ce qu'il est possible de|serait il possible|est il possible|possible d'|c'est possible d')",
    peux_pas:
      "(je ne peux|je ne pourrai|je ne pourrais|je peux|je pourrai|je pourrais|nous ne pouvons|nous ne pourrons|on ne peut|on ne pourra|on peut|on pourra|jpeux|jpourrai|j peux|ne peux|ne pourrai|peux|pourrai|je ne suis|je ne serai|je ne vais|je vais|on ne va|je n'arrive|j'arrive|je ne puis|il ne peut|elle ne peut|il ne pourra|elle ne pourra) (pas|plus|malheureusement pas|hélas pas)",
    venir:
      "(venir|être là|être présente|être présent|être présents|être présente|assister|me déplacer|m'y rendre|me rendre|y aller|aller|y être|honorer|me présenter|me libérer|nous rendre|nous déplacer|pouvoir venir|pouvoir être là|en mesure de venir|disponible|disponibles|dispo|là|présent|présente|honorer <le>|assister à <le>|assister au <rdv>|me rendre à <le>|me rendre au <rdv>|venir à <le>|venir au <rdv>|aller à <le>|aller au <rdv>|me rendre disponible|m'y rendre)",
  },
  confirm: [
    "(oui|oui oui|ouais|ouai|ui|wi|yes|yep|bien sûr|bien sur que oui|certainement|absolument|tout à fait|exact|exactement|affirmatif|évidemment|volontiers|avec plaisir|sans faute|sans problème|c'est confirmé|c confirmé|j'accepte|accepté|oui bien sûr|oui tout à fait|mais oui|oui absolument|c'est bien noté|oui c'est (bon|ok|noté|parfait|confirmé)|oui ça (va|marche|me va)|ça me (va|convient)|cela me convient|ça convient|oui sans (faute|problème)|oui c'est bien ça)",
    "[oui |je |j |nous |on |<veux> |<peut> |bonjour je |moi je |je vous |oui je |je te ](confirme|confirmer|confirmons|confirmé|confirmée|confirmation|confirmez|confime|comfirme|comfirmé)[ bien| que oui][ <le>| pour <le>| ma présence| ma venue| notre présence| ma présence à <le>| ma présence au <rdv>| le <rdv>| notre venue| présence| que je (viens|viendrai|serai là|serai présent|serai présente)][ <jour>]",
    "(<rdv>|mon <rdv>|le <rdv>|présence) (confirmé|ok|noté|maintenu|c'est bon|confirmée|est confirmé)|<rdv> (ok|confirmé)|ok pour (<le>|le <rdv>|moi|nous|demain|<jour>)|c'est ok[ pour moi| pour <le>]|c'est tout bon|c'est parfait",
    "[oui |je |j'|j |nous |on |ok ](j'y serai|je serai là|j'y serais|je serais là|serai là|y serai|je serai (présent|présente|au <rdv>|bien là|bien présent|bien présente)|on y sera|on sera là|nous serons (là|présents|présentes)|nous y serons|je viens|je viendrai|je viendrais|on vient|on viendra|nous viendrons|nous venons|viendrai|viens|je suis (là|dispo|disponible|présent|présente)|je pourrai venir|je peux venir|je vais venir|j'y vais|j'irai|j'arrive|présent|présente|je compte venir|je maintiens <le>|je serai bien là|je vais y être|comptez sur (moi|nous)|je serai au <rdv>|je viens toujours|je serai à l'heure)[ <jour>][ sans faute| à l'heure| comme prévu]",
    "(à|a) (demain|bientôt|tout à l'heure|tantôt|tout de suite)|je (réponds|choisis|tape) c|c pour confirmer|c (oui|bon)|on se voit (demain|là bas)",
  ],
  okay: [
    "(ok|okay|d'accord|dac|dacc|dacodac|daccord|c'est bon|c bon|c'est bien|entendu|bien reçu|reçu|bien noté|c'est noté|noté|parfait|très bien|super|génial|nickel|pas de (problème|souci|soucis)|aucun (problème|souci)|ça marche|ça roule|ça va|bien|bon|compris|j'ai compris|impeccable|excellent|message reçu|tout est ok|très bien noté|c'est parfait)",
  ],
  cancel: [
    "[oui |<veux> |je |j'|j |nous |on |peux tu |ok ](annuler|annule|j'annule|annulez|annulons|annulation|annuler de|anuller|décommander|décommande|décommandez|supprimer|supprimez|l'annuler|d'annuler|de l'annuler|annulerai|annulerais|annulation de|me désister|désister|me décommander|désistement)[ <svp>][ <le>| du <rdv>| de mon <rdv>| de <le>| de la consultation][ de| du][ <jour>][ avec le docteur][ <svp>]",
    "annulé <svp>|(pouvez|pourriez) vous annuler <le> (svp|s'il vous plaît|merci)|(demande d'|c'est pour une |demande une )annulation|je (réponds|choisis|tape) x|x pour annuler|je n'ai plus besoin (du <rdv>|de <le>)",
  ],
  absent: [
    "[malheureusement |je suis désolée |je suis désolé |mais |en fait |finalement |hélas ]<peux_pas> <venir>[ <le>| à <le>| au <rdv>][ <jour>][ finalement]",
    "(je ne peux pas|je ne pourrai pas|je peux pas|je pourrai pas|jpeux pas|nous ne pouvons pas|on ne peut pas|on peut pas|je ne peux plus)[ <jour>]",
    "[malheureusement |finalement ](je ne viendrai|je viendrai|je ne viens|je viens|nous ne viendrons|on ne viendra|on viendra|on vient|on ne vient|je n'irai|je ne serai|je serai|j'y serai|je n'y serai|nous ne serons|on ne sera|on sera|je ne viendrais|je viendrais|ne viendrai|ne viendra|viendrai|il ne viendra|elle ne viendra|je n'y vais|ne serai) (pas|plus)[ là| présent| présente| présents| disponible| dispo| au <rdv>| à <le>][ <jour>]",
    "[je suis |malheureusement |je serai |nous serons ](dans l'impossibilité de|dans l'incapacité de|impossible de|impossible pour moi de|il m'est impossible de|incapable de|empêché de) <venir>[ <jour>]|impossible de venir[ <jour>]|je (serai|suis) (absent|absente|indisponible|empêché|empêchée)[ <jour>]|(absent|absente|empêché|empêchée|indisponible)[ <jour>]|je (dois|vais) (rater|manquer) <le>|je (rate|manque) <le>",
  ],
  reschedule: [
    "[oui |ok |mais |et |non |ou ][<veux> |<peut> |je |on |le |d'annuler et |annuler et |de |à |faire ](reporter|reporte|reportez|report|déplacer|déplace|déplacez|décaler|décale|décalez|repousser|repousse|repoussez|changer|change|changez|modifier|modifie|modifiez|replanifier|reprogrammer|reprogrammez|changement|décalage|avancer|postposer|le reporter|le déplacer|le décaler|le changer|re programmer|reprendre|remettre|déplacement|différer|modification|le modifier|reculer)[ <svp>][ de| du| un| le| la| d'| l'][ <le>| <rdv>| date| jour| heure| horaire| heure de <le>| heure du <rdv>| date du <rdv>| date de <le>][ à| pour| au][ une autre (date|heure|fois)| un autre (jour|moment|créneau|horaire|<rdv>)| une date ultérieure| plus tard| autre jour| la semaine prochaine| plus tôt][ <svp>| si possible]",
    "[oui |ok |mais |et |non |ou ][<veux> |<peut> |est ce que |y a t il |avez vous |vous avez |je prefere |plutôt |je peux |je |on |pour |auriez vous ][avoir |venir |prendre |fixer |trouver |obtenir |proposer |me donner |me proposer |a |à |pour ](un autre|une autre|d'autres|un nouveau|une nouvelle|autre|nouveau|nouvelle|prendre un autre|un autre) (jour|jours|date|dates|heure|horaire|horaires|créneau|créneaux|<rdv>|moment|fois|semaine)[ <svp>| si possible| possible| plutôt| disponible]",
    "la semaine prochaine[ <svp>]",
  ],
  stop: [
    "[ok |bonjour |merci de |merci d'|veuillez |svp ](arrêt|arrêtez|arrêter|arrête|stop|stopper|stoppez|stop sms|désabonnement|fichez moi la paix|foutez moi la paix|laissez moi tranquille|ça suffit)[ ça| tout| maintenant| <svp>| s'il vous plait]",
  ],
  stopAlone: [
    "[me |je me |je veux me |je souhaite me |merci de me |veuillez me ](désabonner|désabonne|désinscrire|désinscris|désinscription|fin|résilier|retirer|supprimer mon numéro|désabonnez|désinscrivez)[ <svp>]",
  ],
  stopInside: [
    "(arrêter|arrêtez|arrête|arret|cesser|cessez|stop|stopper|stoppez)[ de| d'| avec| aux| les| ces| tous| vos| le| tout| à| l'][ tous| les| vos| ces| me| m'| nous][ l'][ ](envoi|envoyer|envoyer des|m'envoyer|m'envoyer des|écrire|m'écrire|contacter|me contacter|harceler|messages|message|sms|textos|texto|rappels|notifications|m'embêter|embêter|texter|spam|appeler|m'appeler|m'importuner)[ des| de| d'| ces| vos][ sms| messages| textos| rappels]",
    "(ne|n'|de ne)[ me| m'| nous| plus| plus me| plus m'| pas me| pas m'| m' | plus nous][ ](envoyez|envoyer|m'envoyez|m'envoyer|écrivez|m'écrivez|m'écrire|écrire|contactez|contacter|recontactez|texter|dérangez)[ plus| pas][ de| des| aucun| ces| vos| d'][ messages| message| sms| textos| texto| rappels]",
    "(plus|pas|aucun|assez)[ aucun] (de|d'|de ces|de vos) (sms|messages|message|textos|texto|rappels|spam)[ <svp>]|(plus aucun|aucun) (sms|message|texto)",
    "[ne ](veux|souhaite|voudrais|désire|veut) (plus|pas|ne plus)[ que vous][ recevoir| être| avoir| être contacté par| m'envoyiez][ de| des| vos| ces| aucun| d'] (sms|messages|message|textos|rappels|notifications|contacté|contactée)|ne (plus|pas) (recevoir|être contacté|être contactée|recevoir de|recevoir vos|recevoir ces)[ de| des| vos| ces][ sms| messages| textos| rappels|]",
    "(retirez|retirer|enlevez|enlever|supprimez|supprimer|effacez|effacer|rayez|otez|sortez|désinscrivez|désabonnez)[ moi| nous][ mon numéro| ce numéro| mes coordonnées][ de| des] (votre liste|vos listes|la liste|cette liste|vos contacts|vos fichiers|liste|vos envois)|(retirez|supprimez|effacez|enlevez|supprimer|effacer) (mon|ce) (numéro|contact|téléphone)|(désabonner|désabonnez|désabonne|désinscrire|désinscrivez|désinscris) (moi|de|des|ce numéro|s'il)|(me|m') (désabonner|désinscrire)|je (retire|révoque) mon consentement",
  ],
  start: [
    "(reprendre|réabonner|réinscrire|reprise|recommencer|démarrer|abonner|m'abonner|me réabonner|m'inscrire|inscrire|commencer|réactiver)[ <svp>| les (sms|messages|rappels)]|je (veux|souhaite) (à nouveau )recevoir (les|des|vos) (sms|messages|rappels)|(renvoyez|envoyez) moi (à nouveau|de nouveau) (les|des) (sms|messages|rappels)",
  ],
  help: [
    "[j'ai |besoin d'|j'ai besoin d'|de l'|plus d'|plus d |d'](aide|assistance|info|infos|information|informations|renseignement|renseignements)[ <svp>]|(besoin|j'ai besoin) d'(aide|assistance|infos|informations)|aidez moi|aide moi|à l'aide|au secours",
  ],
  courtesy: [
    "(merci|mercii|merci beaucoup|merci bien|mrc|mci|mille mercis|merci infiniment|grand merci|un grand merci|je vous remercie|je te remercie|nous vous remercions|remerciements|merci à vous|merci d'avance|avec mes remerciements|merci bcp|merci encore|merci pour (tout|le rappel|ce rappel|votre (message|rappel|compréhension|aide|réponse)|l'info|le message|l'information|ce message|votre compréhension)|merci de (votre (compréhension|rappel|message)|me prévenir|m'avoir prévenu|m'avoir prévenue|le rappeler|me le rappeler)|pour (le rappel|votre message)|de votre compréhension)",
    "(bonjour|bonsoir|salut|coucou|bjr|bsr|hello|bonjour à (vous|tous)|bonne (journée|soirée|nuit|fin de journée|semaine|après midi|continuation)|bon (après midi|week end|weekend)|au revoir|cordialement|bien cordialement|très cordialement|bien à vous|salutations|sincères salutations|respectueusement|bises|bisous|de rien|je vous en prie|à vous aussi|vous aussi|pareillement|également|excellente journée|belle journée|passez une bonne journée|mdr|ptdr|lol)",
  ],
  filler: [
    "(<svp>|désolé|désolée|navré|navrée|pardon|excusez moi|toutes mes excuses|mes excuses|je suis (désolé|désolée|vraiment désolé|vraiment désolée|navrée|navré)|je m'excuse|je m'en excuse|vraiment désolée|vraiment désolé|malheureusement|hélas|en effet|alors|donc|et|bien reçu votre message|excusez moi pour le dérangement|désolé pour le dérangement|désolée pour le dérangement|veuillez m'excuser|comme (prévu|convenu)|pour l'instant|aussi|en vous remerciant|je vous prie de m'excuser|oups|ah|oh)",
    "(docteur|dr|docteure|madame|monsieur|mme|mlle|mr|m|messieurs|mesdames|à tous|le docteur|avec le docteur|avec le dr)",
    "(c'est|je suis|ici|de la part de|patient|patiente|mon nom est|je m'appelle|signé)",
    "(<jour>|pour <le>|pour <jour>|à <le>|au <rdv>|du <rdv>|<le>|pour mon (fils|mari|enfant|bébé)|pour ma (fille|mère|femme))",
    "envoyé (de|depuis) mon (iphone|ipad|smartphone|mobile|portable|téléphone|samsung|android|samsung galaxy)|envoyé (de|à partir de|depuis) (outlook pour ios|outlook pour android|yahoo mail)",
  ],
  reasons: [
    "[car |parce que |puisque |comme |à cause (de|d'un) |pour (cause de )|cause |suite à |pour |raison |j'ai |je suis |je |et |ayant |étant ][un |une |mon |ma |mes |le |la |les ][très |trop |tombé |tombée ](malade|malades|souffrant|souffrante|covid|le covid|grippe|la grippe|gastro|gastro entérite|fièvre|travaille|travail|boulot|empêchement|imprévu|contretemps|urgence|urgence familiale|voiture en panne|panne|panne de voiture|pas de voiture|transport|grève|en déplacement|en vacances|déplacement|enfant malade|fils malade|fille malade|enfants malades|bébé malade|fils est malade|fille est malade|enfant est malade|mari est malade|enfants sont malades|hospitalisé|hospitalisée|pas bien|me sens pas bien|ne me sens pas bien|en panne|voiture est en panne|raisons personnelles|raison personnelle|raisons de santé|décès|deuil|bloqué|bloquée|occupé|occupée|un empêchement|imprévus|au travail|réunion|problème de (voiture|transport|santé))",
  ],
  strangers: [
    "[c'est |vous avez |ceci est |désolé |vous vous êtes |vous faites |je pense que vous avez ][un |le |de |fait un |trompé de |trompés de |êtes trompé de ](mauvais numéro|faux numéro|erreur de numéro|erreur|trompé|trompés|numéro incorrect|pas la bonne personne|pas le bon numéro)|ce n'est pas moi|c'est pas moi|je ne suis pas (cette personne|madame|monsieur|concerné|concernée)|je ne (vous )connais pas",
  ],
  beforeName: [
    "docteur",
    "madame",
    "monsieur",
    "mme",
    "mlle",
    "mr",
    "merci",
    "bonjour",
    "bonsoir",
    "c'est",
    "suis",
    "patient",
    "patiente",
    "cordialement",
    "appelle",
  ],
  negations: "ne,pas,n',jamais,non,sans,aucun,ni,personne".split(","),
  doubts:
    "mais,peut,si,ou,sauf,quand,pourquoi,comment,qui,quoi,où,cependant,toutefois,plutôt,blague,attendez,rien".split(
      ",",
    ),
  unclear: ["non"],
  echoes: [
    "répondez (c|confirm) pour confirmer ou (x|cancel) pour annuler[ ou appelez le]",
    "répondez stop pour ne plus recevoir de messages",
  ],
};
