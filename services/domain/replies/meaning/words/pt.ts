import type { LanguageWords } from "./language-words";

export const pt: LanguageWords = {
  groups: {
    cita: "(consulta|hora|horário|agendamento|atendimento|visita|marcação|consultas|exame|consulta médica|consulta marcada)",
    la: "(a <cita>|minha <cita>|a minha <cita>|o meu <cita>|meu <cita>|o <cita>|essa <cita>|esta <cita>|nossa <cita>|<cita>|a nossa <cita>|la|a)",
    dia: "(hoje|amanhã|hoje (à|de) (tarde|manhã|noite)|amanhã (de|à) (manhã|tarde)|essa semana|esta semana|de (hoje|amanhã)|para (hoje|amanhã)|do dia)",
    quero:
      "(quero|queria|queremos|gostaria de|gostaríamos de|gostaria|preciso|precisamos|precisaria|desejo|tenho que|temos que|tenho de|vou ter que|vou ter de|vou precisar|terei que|terei de|necessito|prefiro|eu quero|eu preciso|eu gostaria de|eu queria|eu vou|vou|vamos|favor|por favor|solicito|peço para|peço|devo|desejaria|vou querer|é para)",
    pode: "(pode|podem|posso|podemos|poderia|poderiam|poderíamos|é possível|seria possível|dá para|dá pra|da pra|tem como|teria como|consigo|consegue|conseguimos|conseguem|há possibilidade de|existe a possibilidade de|será que posso|será que dá para|eu posso|eu poderia|tem possibilidade de|podes)",
    nao_posso:
      "(não (posso|podemos|vou poder|vamos poder|poderei|poderemos|consigo|conseguimos|vou conseguir|vamos conseguir|conseguirei|conseguiremos|poderia|pode|vai poder|vai conseguir|tenho como|temos como|vai dar para|vai dar pra|dá para|dá pra|me é possível|será possível|me será possível|terei como|vou ter como|tem como)|infelizmente não posso|impossível|estou impossibilitada de|estou impossibilitado de|é impossível)",
    ir: "(ir|comparecer|vir|estar presente|estar aí|estar lá|chegar|ir aí|ir lá|ir à <cita>|ir na <cita>|ir a <cita>|comparecer à <cita>|comparecer na <cita>|comparecer a <cita>|ir na minha <cita>|atender|participar|estar|ir ao <cita>|vir à <cita>|ir até aí|me deslocar|mais ir|mais comparecer)",
  },
  confirm: [
    "(sim|sim sim|claro|claro que sim|com certeza|certeza|com prazer|positivo|afirmativo|isso|isso mesmo|exato|exatamente|sem dúvida|sem falta|certamente|correto|certo sim|pode ser|aceito|aceitado|concordo|siim|ss|sim senhora|sim senhor|sim claro|sim com certeza|sim pode ser|sim sem falta|sim tudo certo|sim por favor)",
    "[<quero> |<pode> |sim |eu |já |fica |está |tá |ok ](confirmo|confirmar|confirma|confirme|confirmado|confirmada|confirmamos|confirmadíssimo|confirmadissima|confirmação|confirmando|confirmei|confirmadas|confimo|comfirmo)[ sim][ <la>| presença| minha presença| a minha presença| que vou| a presença| que irei| minha ida| a consulta][ <dia>][ sim]",
    "[sim |eu |nós |a gente |claro |com certeza ](estarei|estaremos|vou|vamos|irei|iremos|comparecerei|compareceremos|vou sim|irei sim|estarei sim|vou estar|vamos estar|vou ir|vou comparecer|vamos comparecer|chegarei|posso ir|consigo ir|pretendo ir|vai sim|vou à <cita>|vou na <cita>|estou confirmada|estou confirmado|vai|podemos ir|estarei presente|mantenho <la>|estou a caminho)[ lá| aí| ai| la| presente| presentes| sim| na hora| no horário| sem falta| pontualmente][ <dia>][ sim| sem falta| no horário| na hora]",
    "(até (amanhã|lá|logo|já|breve|mais|mais tarde)|nos vemos (lá|amanhã|aí)|te vejo lá|conte comigo|contem comigo|(respondo|opção|digito) c|c (para|de) confirmar|tudo (confirmado|certo sim)|<la> (está|tá|fica) (confirmada|confirmado|mantida|de pé)|(está|tá) (de pé|mantida|marcado|marcada))",
  ],
  okay: [
    "(tá|ta|tá bom|ta bom|tá bem|tá ok|tá certo|está bem|está bom|está certo|ok|okay|certo|certinho|combinado|beleza|blz|perfeito|ótimo|otimo|excelente|bom|bem|muito bem|tudo bem|tudo certo|tudo ok|entendi|entendido|recebido|recebi|de acordo|fechado|joia|legal|maravilha|anotado|ciente|estou ciente|sem problema|sem problemas|não há problema|não tem problema|tranquilo|show|top|valeu ok|muito bom|ok certo|compreendido)",
  ],
  cancel: [
    "[<quero> |sim |eu |pode por favor |podem por favor |poderia por favor |pode |podem |para |ok |infelizmente ](cancelar|cancela|cancelo|cancele|cancelem|canselar|desmarcar|desmarca|desmarco|desmarque|desmarquem|cancelamento|cancelamento de|anular|anule|anulem|cancelá la|desmarcá la|cancelar por favor|cancela por favor|cancelar a minha|desmarcação)[ por favor| pra mim| para mim][ <la>| da <cita>| de <la>][ por favor| pra mim| para mim][ de| do dia| da| com (o|a) (dr|dra|doutor|doutora)][ <dia>][ por favor| obrigada| obrigado]",
    "(não preciso mais|não quero mais) (da|de|a|do|o) <cita>|x (para|de) cancelar|(respondo|opção|digito) x",
  ],
  absent: [
    "[infelizmente |hoje |amanhã |eu |mas |acho que ]<nao_posso>[ mais][ <ir>][ <dia>][ mais]",
    "[infelizmente |hoje |amanhã |eu |nós ]não (irei|iremos|vou|vamos|comparecerei|compareceremos|vou comparecer|estarei|estaremos|vou estar|vou aí|irei comparecer|vou ir|posso|vou mais|irei mais|vai dar|dá|poderei|vai ser possível|conto ir)[ <ir>][ à <cita>| na <cita>| presente| aí| lá][ mais][ <dia>][ mais]",
    "[meu |minha ](filho|filha|mãe|pai|marido|esposa) não (pode|poderá|vai poder|vai conseguir|vai) (ir|comparecer)[ <dia>]|(vou|terei que|vou ter que|tenho que) faltar[ à <cita>| na <cita>][ <dia>]",
  ],
  reschedule: [
    "[sim |mas |e |não |ou |ok ][<quero> |<pode> |eu |a |para |cancelar e |desmarcar e |pra |de |me ](remarcar|remarca|remarque|remarquem|remarcação|reagendar|reagende|reagendem|reagendamento|mudar|muda|mude|mudem|mudança|alterar|altere|alterem|alteração|adiar|adie|adiem|trocar|troca|troque|transferir|transfira|transferência|mover|antecipar|reprogramar|postergar|marcar|agendar|passar|reagendo|remarco|modificar|re marcar|re agendar)[ por favor][ <la>| a| o| de| da| do| para| pra][ data| dia| hora| horário| a data| o dia| o horário| a hora| de data| de dia| de horário][ da <cita>| da minha <cita>| de <la>| do <cita>][ para| pra| em][ um| uma][ outro| outra| novo| nova][ dia| data| hora| horário| semana| momento][ por favor| mais tarde| se possível| disponível]",
    "[sim |mas |e |não |ou |ok |tem |teria |têm |teriam |há |existe ][<quero> |<pode> |eu |para |pra |em |tem |seria |prefiro |de ][ir |ser |ter |marcar |agendar |vir |um |uma |para |em |fazer |algum |alguma |no |na ](outro|outra|outros|outras|novo|nova|um novo|uma nova|diferente)( dia| data| hora| horário| semana| <cita>| dias| horários| momento| datas)[ por favor| mais tarde| se possível| disponível| disponíveis]",
    "(semana que vem|próxima semana|na próxima semana)[ por favor| pode ser]",
  ],
  stop: [
    "[por favor |ok |já |favor ](parar|pare|parem|para com isso|chega|basta|stop|parem com isso|pare com isso|me deixe em paz|me deixem em paz|deixem me em paz|me deixa em paz|não perturbe|parar por favor)[ por favor| já| agora| obrigado| obrigada]",
  ],
  stopAlone: [
    "[quero |por favor |me |desejo ](sair|descadastrar|descadastre|descadastro|remover|fim|cancelar inscrição|desinscrever|excluir|encerrar|remova|desligar|revogar|saída|cancelar subscrição|descadastrem|desinscrição)[ por favor| me]",
  ],
  stopInside: [
    "não[ me| nos| quero que| quero que me][ mais] (mande|mandem|manda|mandes|envie|enviem|envia|enviar|mandar|escreva|escrevam|contate|contatem|contacte|contactem|perturbe|perturbem|incomode|incomodem|escrever)[ me| mais| nos][ mais][ me| nenhuma| nenhum| estas| essas| mais| esse| esses| este tipo de| as| os][ mensagem| mensagens| sms| msg| msgs| torpedo| lembretes| texto| textos][ mais]",
    "(pare|parem|parar|para|deixe|deixem|chega|basta)[ de| com][ me] (mandar|enviar|mandarem|enviarem|escrever|mensagens|mensagem|mandar me|enviar me|incomodar|perturbar|contatar|contactar|sms|msg|msgs|de mensagens|essas mensagens|estas mensagens|as mensagens|com as mensagens|lembretes)[ mensagem| mensagens| sms| msg| msgs]",
    "(não|nem)[ quero| desejo| queremos| gostaria de][ mais][ receber][ mais][ as| essas| estas| nenhuma| esses| suas| nenhum| estes][ mais] (mensagens|mensagem|sms|msgs|msg|lembretes|notificações|torpedos)[ suas| mais]|não (quero|desejo|gostaria de)[ mais] receber|sem mais mensagens|chega de (mensagens|sms|msg|mensagem)",
    "[me ](tire|tirem|tira|retire|retirem|remova|removam|exclua|excluam|apague|apaguem|delete|risque|descadastre|descadastrem|remover|tirar|retirar|excluir)[ me] (o meu número|meu número|este número|esse número|meu nome|meu contato|meu telefone|da lista|das listas|da sua lista|dessa lista|desta lista|do cadastro|do sistema|da vossa lista|de sua lista|dos contatos|dos seus contatos)",
    "me (tire|tirem|tira|retire|retirem|remova|removam|exclua|excluam|descadastre|descadastrem) (daí|daqui|disso)|(tirem|tire|removam|remova|retirem|retire) me",
    "(cancelar|cancele|cancelem|desativar|desative|suspender|interromper|encerrar|cancela)[ o| os| as| a| todos os| todas as][ envio de| recebimento de][ ](mensagens|sms|lembretes|notificações|msgs|assinatura|inscrição|subscrição|torpedos|mensagens de texto)|(descadastrar|descadastre|descadastrem|desinscrever|desinscreva)[ me| meu número| este número]|revogo (meu|o) consentimento",
  ],
  start: [
    "(voltar|retomar|reiniciar|começar|iniciar|inscrever|recadastrar|reativar|ativar|assinar)[ por favor| mensagens]|[quero |desejo |gostaria de ][voltar a ]receber[ as| os] (mensagens|lembretes|sms)[ novamente| de novo| outra vez]|(mandem|envie|enviem) mensagens (de novo|novamente|outra vez)",
  ],
  help: [
    "[preciso de |por favor |quero |mais |necessito de ](ajuda|informação|informações|info|auxílio|suporte|ajudem me|me ajude|me ajudem|ajude me|socorro|assistência)[ por favor]",
  ],
  courtesy: [
    "(obrigado|obrigada|obg|obgd|obgda|brigado|brigada|muito obrigado|muito obrigada|mto obrigada|mto obrigado|muitíssimo obrigada|obrigadão|obrigadinha|valeu|vlw|grato|grata|agradeço|agradecida|agradecido|agradecemos|gratidão|obrigado mesmo|obrigada mesmo|obrigada viu|obrigado viu)[ por (avisar|lembrar|me avisar|me lembrar|tudo|entender)| pelo (lembrete|aviso|contato|retorno)| pela (mensagem|atenção|lembrança|informação|compreensão|ajuda|confirmação)| desde já| a todos| a vocês| querida| igualmente]",
    "(olá|ola|oi|oie|bom dia|boa tarde|boa noite|bom dia a todos|até mais|tchau|abraço|abraços|um abraço|beijos|bjs|bj|igualmente|para você também|pra você também|deus abençoe|deus te abençoe|deus os abençoe|amém|bom fim de semana|bom final de semana|tenha um (bom|ótimo|lindo) dia|tenham um (bom|ótimo) dia|ótimo dia|bom trabalho|de nada|por nada|saudações|atenciosamente|cumprimentos|com os melhores cumprimentos|kkk|kkkk|rsrs|rs|haha|tudo bem com você)",
  ],
  filler: [
    "(por favor|pf|pfv|pfvr|porfavor|favor|desculpa|desculpe|desculpem|me desculpe|me desculpem|peço desculpa|peço desculpas|mil desculpas|perdão|lamento|sinto muito|infelizmente|com licença|então|pois|e|também|que pena|desculpe o transtorno|desculpe pelo transtorno|desculpa o incômodo|desculpe o incômodo|desculpe avisar em cima da hora|agradeço a compreensão|a vocês|pela compreensão|ah|nossa|aqui|viu|gente|mesmo|já|pontualmente|como combinado|peço desculpa pelo incómodo)",
    "(doutor|doutora|dr|dra|senhor|senhora|sr|sra|moça|querida|querido|pessoal|equipe|equipa|amiga|amigo|prezados|prezada|prezado|com (o|a) (dr|dra|doutor|doutora))",
    "(aqui é|sou|sou a|sou o|meu nome é|é a|é o|paciente|da parte de|ass|nome)",
    "(<dia>|para <dia>|para <la>|à <cita>|na <cita>|<la>|para (mim|meu filho|minha filha|minha mãe))",
    "enviado (do|de|a partir do|pelo) meu (iphone|ipad|celular|telemóvel|samsung|android|samsung galaxy|smartphone)|enviado do (outlook|yahoo mail) para (ios|android)",
  ],
  reasons: [
    "[porque |pois |por que |pq |por |devido a |por causa de |estou |tive |tenho |surgiu |é que |já que |e |meu |minha |meus |tô |vou estar |vou |fiquei |está |estar ][um |uma |o |a |muito |que |de |meu |minha |com ][filho |filha |filhos |mãe |pai |marido |carro |bebê |esposa |criança ][está |estão |ficou |tá |quebrou |adoeceu ][muito |com ](doente|doentes|gripada|gripado|gripe|covid|com covid|febre|trabalhando|trabalhar|trabalho|no trabalho|viajando|viagem|viajar|imprevisto|emergência|emergência familiar|urgência|compromisso|outro compromisso|sem carro|sem transporte|hospital|no hospital|internada|internado|quebrou|quebrado|ocupada|ocupado|passando mal|mal|resfriada|resfriado|motivos pessoais|motivo pessoal|motivos de trabalho|motivo de (saúde|doença|trabalho|viagem)|doença|adoeceu|não estou bem|não me sinto bem|luto|falecimento na família)",
  ],
  strangers: [
    "[é |esse é |este é |você está com o |vocês estão com o |mandou para o |foi ][o |um ](número errado|numero errado|engano|pessoa errada|número incorreto|enganou se no número|enganado)|não sou (eu|essa pessoa|ele|ela|o paciente|a paciente)|não (conheço|sei quem é)|não é comigo|foi engano",
  ],
  beforeName: [
    "doutor",
    "doutora",
    "obrigado",
    "obrigada",
    "olá",
    "oi",
    "sou",
    "senhor",
    "senhora",
    "dona",
    "é",
    "paciente",
    "ass",
    "a",
    "o",
  ],
  negations: "não,nunca,jamais,nem,sem,nenhum,nada,tampouco,n".split(","),
  doubts:
    "mas,porém,talvez,se,ou,quando,porque,como,quem,onde,qual,que,exceto,menos,brincadeira,espera,acho,embora,só".split(
      ",",
    ),
  unclear: ["para"],
  echoes: [
    "responda (c|confirm) para confirmar ou (x|cancel) para cancelar[ ou ligue]",
    "responda stop para deixar de receber mensagens",
  ],
};
