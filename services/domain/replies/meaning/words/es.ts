import type { LanguageWords } from "./language-words";

export const es: LanguageWords = {
  groups: {
    mi: "(mi|la|esta|esa|nuestra|su|una|las|mis)",
    cita: "(cita|consulta|visita|citas|turno|reserva|hora|cita medica|cita con (el|la) (doctor|doctora|dr|dra))",
    la: "(<mi> <cita>|el turno|mi turno|esto|la)",
    dia: "(hoy|mañana|esta (tarde|mañana|noche|semana)|el dia de (hoy|mañana)|hoy en la (tarde|mañana)|mañana en la mañana|de (hoy|mañana)|para (hoy|mañana)|a esa hora)",
    quiero:
      "(quiero|quisiera|quisieramos|queremos|deseo|deseamos|necesito|necesitamos|me gustaria|nos gustaria|me gustaría poder|tengo que|tenemos que|voy a (tener que )|vamos a (tener que )|debo|debemos|queria|necesitaria|preferiria|prefiero|tendre que|me veo en la necesidad de|solicito|pido|favor de|favor|por favor|porfavor|por fa|porfa|hay que|ocupo|quiere|deseo por favor|voy a necesitar|estoy llamando para|es para)",
    puedo:
      "(puedo|podemos|puede|pueden|podria|podriamos|podrian|se puede|se podria|es posible|seria posible|sera posible|me puede|me pueden|me podria|me podrian|podra|hay (forma|manera|posibilidad) de|hay chance de|puedes|me puedes|sera que (puedo|podemos|puede|pueden)|habra (forma|manera|posibilidad) de|existe la posibilidad de)",
    no_puedo:
      "(no (puedo|podemos|podre|podremos|voy a poder|vamos a poder|podria|puede|va a poder|podra|pudimos|pude|voy|vamos a|me va a ser posible|me es posible|nos es posible|sera posible|me sera posible|me es posible poder|alcanzo a|alcanzare a|voy a alcanzar a|logro|vamos a lograr|creo poder|creo que pueda|creo que voy a poder|tengo como|hay manera de que pueda)|me es imposible|nos es imposible|me sera imposible|es imposible|imposible)",
    ir: "(ir|asistir|llegar|acudir|venir|presentarme|estar|atender|hacerlo|estar (ahi|alli)|llegar a tiempo|acompañarlos|presentarnos|poder (ir|asistir|llegar|acudir)|ir a <la>|asistir a <la>|acudir a <la>|llegar a <la>|cumplir con <la>|atender <la>|venir a <la>)",
  },
  confirm: [
    "(sí|sí sí|si si|sip|sii|ci|simon|claro|claro que sí|por supuesto|desde luego|sin falta|con gusto|afirmativo|correcto|efectivamente|seguro|sin duda|obvio|exacto|asi es|sí señor|sí señora|sí señorita|acepto|aceptado|aceptada|sí acepto|sí claro|dale|de una|como no|ahi estare sin falta|hecho|eso es|es correcto|sí quiero|sí correcto)",
    "[<quiero> |sí |te |le |les |se |ya |yo |lo |la |la cita ](confirmo|confirmar|confirma|confirme|confirmen|confirmado|confirmada|confirmamos|confirmando|confirmación|confirmarle|confirmarla|confirmarles|queda confirmada|queda confirmado|esta confirmada|esta confirmado|confirmar que (sí |)(voy|asistire|ire|estare)|confirmó|conrfirmo|comfirmo|comfirmado)[ mi| la| nuestra| su][ asistencia| presencia| llegada][ a| de| para][ <la>][ <dia>]",
    "[yo |sí |claro |nosotros |alli |ahi |aca |aqui |ahy |hay |ay |ahí si ](estare|estaremos|voy|vamos|ire|iremos|asistire|asistiremos|llegare|llegaremos|acudire|acudiremos|asisto|ahi voy|voy a (ir|asistir|llegar|estar|acudir)|vamos a (ir|asistir|llegar|estar)|puedo (ir|asistir|llegar)|podemos (ir|asistir)|si puedo|podre (ir|asistir)|planeo ir|pienso ir|estoy|vere)[ ahi| alli| aca| aqui| hay| ay| presente| puntual| sin falta| a tiempo][ <dia>][ en <la>| a <la>| para <la>][ sin falta| a tiempo| puntual]",
    "(ahi|alli|aca|ay|hay|ahy|aqui|alla) (estare|estaremos|nos vemos|voy a estar|vamos a estar|los veo|llego|estoy|llegare|vamos|voy|vamos a llegar)[ <dia>][ sin falta| puntual| a tiempo]",
    "(nos vemos|los veo|hasta)[ ahi| alli| entonces| pronto| en <la>| mañana| hoy| luego]|cuenta conmigo|cuente conmigo|cuenten conmigo|cuenten con nosotros|mantengo <la>|sigue en pie|me parece (bien|perfecto)|ya (quedo|quedamos)|queda agendado|nos vemos el dia de la cita",
    "sí (puedo|podemos|voy|vamos|ire|iremos|estare|asistire|confirmo|puedo ir|gracias|esta bien|por favor|me sirve|me parece)|(responder|respondo|marco|opcion) (c|sí|confirmar)|c (para|de|es) confirmar|c confirmo|sí c",
  ],
  okay: [
    "(vale|bueno|bien|muy bien|está bien|esta muy bien|de acuerdo|perfecto|excelente|listo|lista|entendido|enterado|enterada|recibido|genial|okey|okay|ok|oki|va|sale|sale y vale|todo bien|esta perfecto|no hay problema|sin problema|ningun problema|anotado|estupendo|que bueno|bueno pues|ya esta|ok esta bien|super|conforme|no se preocupe)",
  ],
  cancel: [
    "[<quiero> |yo |sí |a |ok |puede por favor |pueden por favor |podria por favor |me gustaria |para |hola ](cancelar|cancela|cancelo|cancele|cancelen|cancelarla|cancelarlo|cancelemos|canselar|canselo|cancelela|cancelame|cancelarme|canceleme|canselen|cansele|cancelenme|cancelenla|anular|anula|anule|anulen|anulo|anularla|cancelación|cancelarle|cansela|suspender|suspendan|suspenda)[ por favor| porfavor| porfa][ <la>| <mi> <cita>| mi| me][ con (el|la) (doctor|doctora|dr|dra)][ que tengo][ de| para| del dia de| del][ <dia>| hoy| mañana][ por favor| porfavor| porfa| x favor]",
    "(opcion|marco|respondo) (x|cancelar)|x (para|de|es) cancelar|(ya no|no) (necesito|quiero) (la|mi) cita[ medica]|cancelacion de (mi|la) cita|(elimine|eliminen|borre|borren) mi cita",
  ],
  absent: [
    "[es que |hoy |mañana |ya |pero |yo |hoy ya |que ]<no_puedo>[ <ir>][ a <la>][ <dia>][ ya][ por favor]",
    "[ya |yo |hoy |mañana ]no (ire|iremos|voy a ir|vamos a ir|asistire|asistiremos|llegare|llegaremos|voy a asistir|voy a llegar|vamos a llegar|vamos a asistir|estare|acudire|acudiremos|voy a estar|voy a acudir|asisto|me presentare|podre|puedo|voy a poder|llego|me puedo presentar|me podre presentar|podre presentarme)[ a <la>][ <dia>][ ahi| alli]",
    "[mi (hijo|hija|mama|papa|esposo|esposa) |el |ella ]no (puede|podra|va a poder|ira|va a ir|asistira) (ir|asistir|llegar|)[ <dia>]|(tengo que|voy a|voy a tener que) faltar[ a <la>][ <dia>]|no cuenten conmigo|no me esperen",
  ],
  reschedule: [
    "[no |pero |o |y |ok |sí |a ver si |que si ][<quiero> |<puedo> |yo |a |que me |cancelar y |para |si |que |me |favor de |mejor ](cambiar|cambiarla|cambiarlo|cambiarme|cambie|cambien|cambiamos|cambia|reprogramar|reprogramarla|reprograme|reprogramen|reprogramo|reprogramacion|reprogramarme|reagendar|reagendarla|reagende|reagenden|reagendo|reajendar|re agendar|re programar|mover|moverla|mueva|muevan|posponer|posponerla|pospongo|aplazar|aplazarla|postergar|modificar|recalendarizar|pasar|pasarla|dejar|dejarla|correr|atrasar|retrasar|adelantar|hacer un cambio de|cambio de|un cambio de|agendar|agendarla|sacar|hacer|pedir|programar|otra cita|nueva cita)[ <la>| <mi> <cita>| mi| la| el| de][ fecha| dia| hora| horario| la fecha| la hora| el dia| el horario| fecha y hora| dia y hora| dia u hora][ de <la>| de <mi> <cita>][ a| para| por][ el][ otro| otra| una| un][ nueva| nuevo][ dia| fecha| hora| horario| semana| momento| ocasión| cita][ por favor| porfavor| porfa| mas tarde| mas adelante| si es posible| si se puede| disponible| distinto| diferente]",
    "[no |pero |o |y |ok |sí ][<quiero> |<puedo> |tiene |tienen |tendra |tendran |hay |habra |mejor |para |deme |dame |denme |que tal |prefiero |me da |me dan |me pueden dar |podria ser |puede ser |tendria |tienes ][ser |ir |venir |tener |una |un |dar |darme |asistir |haber |hacer |pedir |agendar |la cita |hacerlo |cita |disponible |en |a |para ](otro|otra|otras|otros|algun otro|alguna otra|una nueva|un nuevo|nueva|nuevo|distinta|diferente)( dia| fecha| hora| horario| semana| cita| dias| horarios| momento| fechas| turno)[ por favor| porfavor| porfa| mas tarde| si es posible| disponible| si se puede]",
    "[<quiero> |<puedo> ](otro dia|para otro dia|la (proxima|otra|siguiente) semana)[ por favor| mejor]",
  ],
  stop: [
    "[por favor |ya |ok |que ](pare|paren|parar|parenle|basta|basta ya|alto|detener|detengan|detenganse|stop|ya basta|ya stop|suscripcion no|deténgase|no mas|no más por favor|ya no mas|ya paren|ya no|dejen de molestar|dejeme en paz|dejenme en paz|no molesten|no molestar|no me molesten|no moleste|no me moleste)[ por favor| ya| gracias]",
  ],
  stopAlone: [
    "[por favor |quiero |dar de |darme de |deseo |la |me doy de ](baja|fin|salir|eliminar|eliminarme|desuscribir|desuscribirme|desuscribirse|remover|removerme|cancelar suscripción|bajas|borrar|borrarme|terminar|termina|finalizar|revocar)[ por favor| gracias| ya]",
  ],
  stopInside: [
    "[por favor |ya ]no[ me| nos| le| les][ vuelvan a| vuelva a| sigan| siga| quiero que me| quiero que| vuelvas a][ me] (mande|manden|mandes|mandar|mandando|envie|envien|envies|enviar|enviando|enviarme|mandarme|escriban|escriba|escribas|escribir|escribirme|escribiendo|textee|texteen|textear|texteando|contacte|contacten|contactar|contactarme|mensajee|molesten con|molestar con|mandenme|envienme|notifiquen|avisen)[ mas| nada| ningun| ya][ mas][ estos| esos| textos| mensajes| mensaje| sms| recordatorios| notificaciones| textos][ textos| mensajes| sms| recordatorios][ por favor| a este numero| aqui|]",
    "(deje|dejen|deja|dejar|pare|paren|para|parar)[ ya][ de] (mandar|mandarme|mandarnos|enviar|enviarme|enviarnos|escribir|escribirme|molestar|molestarme|textear|textearme|contactar|contactarme|llamar|llamarme|mensajear|estar (mandando|enviando))[ mas][ estos| esos| los| tantos| mas][ mensajes| mensaje| textos| sms| recordatorios|]",
    "(no|ya no)[ quiero| deseo| queremos| necesito| me interesa| me interesan| autorizo][ recibir| que me (manden|envien|escriban|lleguen)| tener| ver][ mas| estos| sus| esos| los| ningun][ mas] (mensajes|textos|sms|mensaje|recordatorios|notificaciones|mensajitos)[ mas| de texto| suyos| de ustedes|]",
    "(darme|denme|deme|dar|quiero|dame|me doy|nos) (de baja|de baja de)|(quiero|solicito|pido) (la |mi |)baja|(quite|quiten|quitenme|quiteme|saque|saquen|saquenme|saqueme|borre|borren|borreme|borrenme|elimine|eliminen|elimineme|eliminenme|retire|retiren|retirenme|remuevan|remuevanme|quitar|sacar|borrar|eliminar)[ me| a][ mi| este][ numero| nombre| telefono| contacto]( de (la|su|esta|esa|sus|las) (lista|listas|base|sistema|base de datos|contactos)| mi numero| este numero| mi telefono)",
    "(quite|quiten|borre|borren|elimine|eliminen|saquen|quitar|borrar|eliminar) (mi|este) (numero|telefono|contacto)|(cancelar|cancele|cancelen|detener|detengan|desactivar|desactive|suspender|suspendan|anular|pare|paren|parar|eliminar|quitar)[ los| estos| todos los| mis| sus| el| la][ recordatorios de][ envio de] (mensajes|textos|sms|recordatorios|notificaciones|suscripcion)|(desuscribir|desuscribirme|desuscribanme|desuscribame|desinscribirme|desinscribir|anular suscripcion|cancelar suscripcion)",
    "(no|ya no) me (molesten|molesten mas|moleste mas|escriban mas|busquen)|revoco (mi|el) consentimiento",
  ],
  start: [
    "(alta|empezar|comenzar|reanudar|iniciar|inicio|suscribir|suscribirme|reactivar|activar)[ por favor| mensajes]|(quiero|deseo)[ volver a] recibir[ los] (mensajes|recordatorios|textos)[ otra vez| de nuevo| nuevamente]|darme de alta|(manden|envien|mandenme|envienme) mensajes (otra vez|de nuevo)",
  ],
  help: [
    "[necesito |por favor |quiero |mas ](ayuda|informacion|info|ayudeme|ayudame|ayudenme|auxilio|asistencia)[ por favor| porfavor]",
  ],
  courtesy: [
    "(gracias|muchas gracias|mil gracias|muchisimas gracias|grax|grasias|grs|gracia|le agradezco|se agradece|se lo agradezco|agradecido|agradecida|te agradezco|muy agradecida|muy agradecido|les agradezco|infinitas gracias|muy amable|muy amables|que amable)[ a usted| a ustedes| por (todo|avisar|avisarme|el recordatorio|recordarme|recordar|el mensaje|la informacion|el aviso|su (atencion|ayuda|mensaje|amabilidad|tiempo|comprension|recordatorio)|la atencion|la ayuda|recordarmelo|confirmar|entender|comprender)| de antemano| igualmente| muy amable| bendiciones]",
    "(hola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|buena tarde|buena noche|que tal|saludos|saludos cordiales|un saludo|bendiciones|dios (lo|la|los|le|te) bendiga|igualmente|que (tenga|tengan|pase|pasen) (un |)(buen|lindo|excelente|bonito|feliz) (dia|tarde|fin de semana)|feliz (dia|tarde|noche)|que este bien|adios|chao|hasta luego|de nada|con gusto|para servirle|a la orden|cuidese|cuidense|jaja|jajaja|jajajaja|jeje|besos|abrazos|un abrazo|cordialmente|atentamente)",
  ],
  filler: [
    "(por favor|porfavor|porfa|por fa|xfa|xfavor|x favor|plis|favor|disculpe|disculpen|disculpa|perdon|perdone|perdonen|lo siento|lo siento mucho|lo lamento|mil disculpas|una disculpa|disculpe las molestias|disculpe la molestia|disculpen las molestias|perdone las molestias|lamentablemente|desafortunadamente|desgraciadamente|la verdad|ay|pues|entonces|es que|desde ya|muy|mas|con permiso|por las molestias|por la molestia|que pena|disculpe por avisar tarde|y|a usted|a ustedes)",
    "(doctor|doctora|dr|dra|señor|señora|señorita|sr|sra|srta|licenciada|licenciado|enfermera|amiga|amigo|estimados|estimada|estimado|equipo|todos)",
    "(soy|le saluda|mi nombre es|habla|paciente|de parte de|atte|la paciente|el paciente|la mama de|el papa de|para|de|con (el|la) (doctor|doctora|dr|dra))",
    "<dia>|(para|a|de) <la>|con el (doctor|dr)|con la (doctora|dra)",
    "enviado desde mi (iphone|ipad|celular|movil|telefono|android|samsung|samsung galaxy|smartphone)|enviado desde (outlook|yahoo mail|correo) para (ios|android|iphone)",
  ],
  reasons: [
    "[porque |ya que |por que |xq |debido a que |es que |por |pues |y |a causa de |tuve |surgio |surgió |me salio |se me presento |tengo ][que |mi (hijo|hija|niño|niña|bebe|mama|papa|esposo|esposa|madre|padre|carro|coche|auto) |mis (hijos|niños) ][estoy |esta |estan |ando |me |me encuentro |tengo |sigo |sigue |tiene |se ][muy |bien |un |una ](enfermo|enferma|enfermos|malo|mala|mal|malito|malita|con gripe|gripe|gripa|con gripa|covid|con covid|con fiebre|fiebre|trabajando|trabajo|que trabajar|en el trabajo|fuera de la ciudad|de viaje|sin carro|sin coche|sin transporte|no tengo (carro|transporte|quien me lleve|coche|como ir|con quien dejar (al niño|a la niña|a los niños|a mis hijos|los niños))|emergencia|emergencia familiar|urgencia|imprevisto|una emergencia|un imprevisto|una urgencia|otro compromiso|compromiso|descompuso|descompuso el carro|enfermó|siento bien|siento mal|hospitalizada|hospitalizado|en el hospital|ocupada|ocupado|fallecio un familiar|motivos (personales|de trabajo|de salud|laborales|familiares)|trabajo|cuestiones de trabajo|problemas de (salud|transporte|trabajo)|resfriada|resfriado|no me siento bien|cita en otro lugar)",
  ],
  strangers: [
    "[es |este es |tiene |tienen |se equivoco de |lo siento es |esta |están ][un |el ](numero equivocado|equivocado de numero|numero incorrecto|equivocado|equivocada|equivocados)|no soy (yo|esa persona|el|ella|la persona)|no (los|lo|la|le) conozco|numero equivocado",
  ],
  beforeName: [
    "soy",
    "gracias",
    "hola",
    "doctor",
    "doctora",
    "señora",
    "señor",
    "sra",
    "sr",
    "srta",
    "es",
    "saluda",
    "paciente",
    "habla",
    "atte",
    "de",
  ],
  negations: "no,nunca,jamás,ni,sin,tampoco,nadie".split(","),
  doubts: "pero,aunque,quizá,quizás,vez,acaso,o,excepto,menos,broma,cuando,qué,quién,dónde,mejor".split(","),
  unclear: ["ya", "para", "si (puedo|podemos) (voy|vamos|ire|iremos|llego|llegamos|asisto|confirmo)"],
  echoes: [
    "responda (c|confirm) para confirmar o (x|cancel) para cancelar[ o llame al]",
    "responda stop para no recibir mensajes",
  ],
};
