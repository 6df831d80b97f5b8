/** Findings in Portuguese, as Brazil writes it. */

import type { Translation } from './language';

export const PT: Translation = {
  words: {
    severities: { error: 'Erro', warning: 'Alerta', notice: 'Aviso' },
    findings: 'Problemas encontrados',
    capture: 'Captura',
    time: 'Período',
    dialog: 'Diálogo',
    dialogs: 'Diálogos',
    calls: 'Chamadas',
    filter: 'Filtro',
    affected: 'Com problemas',
    source: 'Origem',
    streams: 'Fluxos',
    said: 'O outro lado disse',
    advice: 'O que tentar',
    untilEnd: 'até o fim da captura',
    soFar: 'até agora',
    nothing: 'Nenhum problema foi encontrado.',
    milliseconds: 'ms',
    seconds: 's',
    minutes: 'min',
  },
  findings: {
    'no-response': {
      title: 'Ninguém responde',
      explanation: '{to} não respondeu à requisição {method} de {from} ({at}).',
      also: {
        repeated: 'Ela foi enviada {times} vezes em {span}, e não veio nem mesmo uma resposta provisória.',
        once: 'Em {span} nada veio de volta.',
        elsewhere: 'A chamada foi atendida em outro destino.',
      },
      advice:
        'Veja se o endereço está certo e se o outro lado está no ar. Atrás de um NAT, faça o telefone se registrar a cada 60 a 120 s ou enviar OPTIONS para manter o mapeamento do NAT, ou redirecione a porta. No outro lado, verifique o firewall (iptables, nft) e o fail2ban: ele pode ter bloqueado {source}.',
    },
    'auth-failed': {
      title: 'As credenciais não são aceitas',
      explanation:
        '{server} pediu a {client} credenciais para o realm "{realm}", recebeu as de "{user}" e respondeu {status}: provavelmente o usuário, a senha ou o realm está errado, ou a conta não existe.',
      also: {
        again:
          'Pedir as credenciais de novo não prova que a conta existe: servidores fazem isso para não revelar que contas têm.',
        forbidden: 'Um 403 também pode significar que a senha está certa, mas que a conta não tem permissão para isso.',
      },
      advice: 'Confira o usuário, a senha e o realm nos dois lados, e se a conta existe e não está bloqueada.',
    },
    'auth-not-answered': {
      title: 'O cliente não envia credenciais',
      explanation:
        '{server} pediu a {client} credenciais para o realm "{realm}" com {status} ({at}), e {client} não tentou de novo: provavelmente não tem credenciais para esse realm.',
      advice: 'Configure no cliente o usuário e a senha para o realm "{realm}".',
    },
    'stale-nonce': {
      title: 'As credenciais já chegam vencidas',
      explanation:
        '{server} deu a {client} um nonce para o realm "{realm}" e, quando a resposta chegou {wait} depois, considerou-o vencido (stale). Isso aconteceu {times} vezes. Provavelmente os nonces duram menos do que o cliente precisa para responder, ou os relógios de vários servidores não coincidem.',
      also: { well: 'No fim ele aceitou o cliente.' },
      advice:
        'Aumente a duração dos nonces no servidor. Se vários servidores os compartilham, sincronize os relógios por NTP e configure em todos o mesmo segredo.',
    },
    'caller-rejected': {
      title: 'Quem liga é recusado',
      explanation:
        '{server} respondeu 403 de imediato à chamada de {caller}, sem pedir credenciais: provavelmente não aceita este caller ID ou este domínio no From.',
      also: {
        asserted: 'P-Asserted-Identity diz {asserted}.',
        diverted: 'Diversion diz {diversion}: uma chamada desviada deve trazer ali um número do trunk, completo.',
      },
      advice:
        'Envie como caller ID um número do trunk, no formato que o trunk espera. Verifique o domínio de From, P-Asserted-Identity e Diversion.',
    },
    'diversion-suspect': {
      title: 'A chamada talvez seja recusada por causa do Diversion',
      explanation:
        '{server} respondeu {status} à chamada de {caller} para {callee}, provavelmente por causa do cabeçalho Diversion.',
      also: {
        short: 'Diversion diz "{diversion}", que não é um número completo.',
        other: 'Diversion diz "{diversion}", mas a chamada que foi desviada tinha entrado para "{called}".',
        none: 'Uma chamada de {caller} tinha entrado para "{called}": esta a desvia e não traz Diversion.',
        asserted:
          'P-Asserted-Identity diz "{called}", portanto {caller} é um número de outra pessoa, e não há Diversion.',
        history: 'Segundo o History-Info a chamada foi desviada, e não há Diversion.',
      },
      advice:
        'Faça o PABX colocar no Diversion o número que desvia a chamada, completo e como o trunk o espera. Se o trunk usa History-Info no lugar dele, pode não aceitar o que está ali.',
    },
    'not-found': {
      title: 'O número ou usuário não é conhecido',
      explanation: '{server} respondeu 404 à chamada para {uri}: ali ninguém tem este número nem existe este usuário.',
      advice:
        'Verifique a URI da requisição: o número está escrito como o plano de discagem o espera (prefixo, sinal de mais), o domínio e a porta estão certos?',
    },
    'callee-unavailable': {
      title: 'O destino não está disponível',
      explanation:
        '{server} respondeu {status} à chamada para {uri}, sem que chegasse a tocar: provavelmente o destino não está registrado.',
      also: {
        refuses: 'Um telefone em "não perturbe" pode responder o mesmo.',
        cause: 'O cabeçalho com a causa do desligamento diz por que o servidor não conseguiu alcançar o destino.',
      },
      advice:
        'Veja se o REGISTER do destino chega e é aceito, e se o registro não expirou. Se o destino está atrás de um gateway, veja o que esse gateway diz.',
    },
    'gateway-dead': {
      title: 'O próximo salto não responde',
      explanation:
        '{server} respondeu 100 à chamada de {client} e, depois de {wait}, 408, sem que chegasse a tocar: provavelmente o equipamento para o qual a chamada foi encaminhada não responde.',
      also: { hop: 'Trata-se de {hop}: os INVITEs enviados para lá ({times}) ficaram sem resposta.' },
      advice:
        'Veja se o próximo salto depois de {server} está no ar e pode ser alcançado de lá: o endereço e a porta, as rotas e os firewalls no caminho.',
    },
    loop: {
      title: 'A requisição está em loop',
      explanation: 'Provavelmente a requisição {method} para {uri} fica circulando entre servidores.',
      also: {
        refused: '{server} respondeu {status}.',
        round: 'Ela passou de {from} para {to} {times} vezes, e o Max-Forwards caiu de {first} para {last}.',
      },
      advice:
        'Verifique as rotas dos servidores por onde ela passou, entre eles {to}: um nome que o DNS resolve para o próprio servidor, dois servidores em que cada um toma o outro por próximo salto, um desvio para si mesmo.',
    },
    'message-too-large': {
      title: 'Uma mensagem é grande demais',
      explanation: 'Provavelmente é grande demais uma mensagem que {from} enviou a {to} ({at}).',
      also: {
        refused: '{to} respondeu {status} a esta requisição {method} de {bytes} bytes.',
        request:
          'Esta requisição {method} foi enviada em fragmentos, dos quais alguns nunca chegaram, e ninguém respondeu a ela.',
        response:
          'Esta resposta a {method} foi enviada em fragmentos, dos quais alguns nunca chegaram, e não alcançou o destino.',
      },
      advice:
        'Diminua a mensagem: ofereça menos codecs e retire os cabeçalhos de que ninguém precisa. Ou envie-a por TCP. Os firewalls e NATs no caminho precisam deixar passar os fragmentos.',
    },
    'bad-request': {
      title: 'Uma mensagem está malformada',
      explanation: 'Provavelmente a mensagem {what} de {sender} não cumpre o que o SIP exige.',
      also: {
        refused: '{server} respondeu 400.',
        defects: '{defects}',
        unclear: 'A captura não mostra nada de errado nela: o texto da resposta pode dizer mais.',
      },
      advice:
        'Procure uma versão mais nova do que {sender} usa, ou informe a falha ao fabricante. Se há no meio um proxy ou um firewall com SIP ALG, veja a mensagem antes e depois dele.',
    },
    'server-error': {
      title: 'O servidor falhou',
      explanation:
        '{server} respondeu {status} à requisição {method} de {client}: provavelmente a falha está ali, ou mais adiante, e não em quem fez a requisição.',
      also: { later: 'Ele pede que se tente de novo depois de {retry} s.' },
      advice: 'Veja o texto, o Reason e o Warning da resposta, e o que {server} gravou nos logs nesse momento ({at}).',
    },
    'slow-setup': {
      title: 'A chamada demora a ser estabelecida',
      explanation:
        '{caller} esperou {wait} desde o seu INVITE ({at}) até o primeiro sinal de que estava tocando, ou até uma resposta final.',
      also: {
        sending: 'Desse tempo, {part} se passaram antes que {hop} encaminhasse o INVITE para {next}.',
        answering: 'Desse tempo, {part} se passaram enquanto {hop} estava com o INVITE.',
      },
      advice:
        'Veja o que {hop} faz nesse tempo: nomes que o DNS demora a resolver ou não resolve, bancos de dados, gateways que são tentados um após o outro.',
    },
    retransmissions: {
      title: 'Mensagens precisam ser repetidas',
      explanation:
        '{times} mensagens foram repetidas até que o outro lado as atendesse; a primeira, de {from} para {to} ({at}). O caminho entre os dois perde pacotes, ou algum equipamento no caminho é lento.',
      advice:
        'Procure perdas entre {from} e {to}: um link saturado, um roteador ou firewall que descarta pacotes, um servidor com o buffer de recepção cheio.',
    },
    'no-audio': {
      title: 'Não se ouve nada em nenhum dos dois sentidos',
      explanation:
        'A chamada foi atendida, mas não houve RTP entre {offered} e {answered}, que são os endereços dos SDPs dos dois lados; a captura contém RTP de outras chamadas.',
      advice: 'Veja se as portas RTP estão abertas nos dois endereços (firewall) e se o relay de mídia está no ar.',
    },
    'one-way-audio': {
      title: 'O áudio vai em um só sentido',
      explanation:
        'De {from} para {to} há RTP durante {length}, e de volta não vem nada. Pelo SDP, {silent} deveria enviá-lo para {deaf}.',
      also: { stopped: 'Antes ele chegava, até {until}.' },
      advice:
        'Veja se {deaf} pode ser alcançado a partir do outro lado: um NAT sem endereço externo no SDP, um firewall que deixa passar RTP em um só sentido, um relay ao qual falta um endereço.',
    },
    'codec-mismatch': {
      title: 'Não há nenhum codec em comum',
      explanation: 'Os dois lados não encontraram nenhum formato de mídia que ambos possam usar.',
      also: {
        offered: 'Foi oferecido: {offered}.',
        refused: '{server} recusou a oferta com {status}.',
        change: 'Tratava-se de uma mudança dentro de uma chamada já atendida, que continua como estava.',
        answered: '{server} respondeu com {answered}, e nada disso tinha sido oferecido.',
      },
      advice: 'Compare as listas de codecs dos dois lados e permita pelo menos um mesmo codec em ambos.',
    },
    'codec-asymmetry': {
      title: 'Os dois sentidos não são enviados da mesma forma',
      explanation: 'O áudio de {from} para {to} não é enviado como foi acordado, ou não como o do outro sentido.',
      also: {
        number: 'Ele traz o payload type {type}, que o SDP de {to} não lista.',
        codec: 'Nesse sentido é {there}, no outro {back}.',
        packets: 'Nesse sentido cada pacote leva {there} de áudio, no outro {back}.',
      },
      advice:
        'Compare os SDPs dos dois lados, sobretudo depois de um re-INVITE, e verifique os transcodificadores no meio do caminho.',
    },
    'srtp-mismatch': {
      title: 'Só um lado quer mídia criptografada',
      explanation:
        'Um lado está configurado com SRTP e o outro não, ou os dois trocam as chaves de maneiras diferentes.',
      also: {
        refused: 'Só foi oferecido {offered}, e {server} recusou a oferta com {status}.',
        answered: 'Foi oferecido {offered}, e {server} respondeu com {answered}.',
        option: 'A criptografia era opcional na oferta, por isso a chamada continua sem ela.',
      },
      advice:
        'Configure a criptografia de mídia da mesma forma nos dois lados: desligada, opcional ou obrigatória, com chaves por SDES (a=crypto) ou por DTLS (a=fingerprint).',
    },
    'dtmf-not-agreed': {
      title: 'Não foi acordado enviar os dígitos (DTMF) como eventos',
      explanation:
        'O SDP de {without} não tem telephone-event e o de {with} tem: os dígitos vão por SIP INFO ou dentro do áudio, ou se perdem.',
      advice:
        'Se os dígitos não chegam, configure o mesmo nos dois lados: telephone-event (RFC 4733, muitas vezes chamado de RFC 2833), SIP INFO ou in-band. In-band precisa de G.711.',
    },
    'media-address-mismatch': {
      title: 'O RTP vem de um endereço diferente do que diz o SDP',
      explanation:
        'O RTP para {to} vem de {from}, mas o SDP de quem o envia diz {said}: há um NAT no meio, ou um equipamento tem vários endereços.',
      also: {
        handled: 'O RTP de volta é enviado para o endereço de onde este vem, por isso os dois lados se ouvem.',
        unhandled: 'Nada é enviado de volta para {from}.',
      },
      advice:
        'Configure o endereço externo em quem envia, ou faça o outro lado responder para o endereço de onde vem o RTP (RTP simétrico, comedia), ou coloque no meio um relay que reescreva o SDP.',
    },
    'late-media': {
      title: 'O áudio começa tarde depois do atendimento',
      explanation:
        'O primeiro RTP de {from} para {to} chega {late} depois que a chamada foi atendida: as primeiras palavras não são ouvidas.',
      advice:
        'Veja o que precisa iniciar antes: um relay, um transcodificador, ICE ou DTLS, um servidor de mídia sobrecarregado.',
    },
    'lossy-media': {
      title: 'Pacotes RTP se perdem',
      explanation:
        '{percent} dos pacotes de {from} para {to} nunca chegaram ({lost} de {expected}): as palavras saem cortadas e as vozes soam robóticas.',
      also: {
        bursts: 'Eles se perderam em rajadas ({bursts} no total), com {longest} pacotes seguidos na pior.',
        several: 'Na chamada perdem pacotes {count} fluxos; este é o pior.',
      },
      advice:
        'Verifique a rede entre os dois: links saturados, Wi-Fi, duplex mal configurado. Dê prioridade à voz (QoS) e compare capturas dos dois lados para ver onde os pacotes se perdem.',
    },
    'jittery-media': {
      title: 'Os pacotes RTP chegam de forma irregular',
      explanation:
        'O jitter do áudio de {from} para {to} é de {mean} em média e de {max} no pior momento: o que chega tarde demais para o jitter buffer não é ouvido, e as vozes soam distorcidas.',
      also: { several: 'Na chamada há {count} fluxos assim; este é o pior.' },
      advice:
        'Procure no caminho Wi-Fi, links saturados e máquinas sobrecarregadas, dê prioridade à voz (QoS) e use jitter buffers adaptativos ou maiores.',
    },
    'late-network': {
      title: 'O áudio demora a chegar',
      explanation:
        'Segundo o RTCP, o tempo de ida e volta entre {from} e {to} é de {trip}, e o máximo tolerável é de {limit}: as pessoas começam a falar ao mesmo tempo.',
      also: { part: 'Esse é só o trecho do ponto de captura até {to}; o caminho inteiro demora mais.' },
      advice:
        'Verifique o caminho: links de satélite ou móveis, VPNs, desvios por relays distantes. Use um relay mais próximo.',
    },
    'bye-missing': {
      title: 'A chamada nunca foi encerrada',
      explanation:
        'O último RTP da chamada é de {stopped}, e nos {silence} seguintes não houve nada, nem um BYE: ou o BYE se perdeu, ou um dos lados caiu. Para a central e para a bilhetagem a chamada continua.',
      advice:
        'Configure na central um tempo máximo sem RTP (RTP timeout) e temporizadores de sessão (RFC 4028), para que essas chamadas sejam encerradas.',
    },
    'registration-rejected': {
      title: 'O registro é recusado',
      explanation: '{server} respondeu {status} ao REGISTER de {client} para {user}.',
      also: {
        forbidden: 'Fez isso sem pedir senha: provavelmente a conta ou o endereço não tem permissão para se registrar.',
        unknown: 'Provavelmente ele não conhece este usuário, ou não é responsável pelo domínio.',
        brief: 'O telefone pediu {asked} s; o servidor não aceita menos de {least} s.',
        contacts: 'Provavelmente a conta já tem todos os Contacts que pode ter.',
      },
      advice:
        'Veja o texto e o Warning da resposta, e compare usuário, domínio, duração do registro e número de Contacts com o que o servidor permite para a conta.',
    },
    'no-ack': {
      title: 'A resposta não é confirmada com um ACK',
      explanation: '{callee} enviou o seu {status} ao INVITE {times} vezes em {time}, e nenhum ACK chegou até lá.',
      also: {
        private:
          'O Contact da resposta é {contact}, um endereço privado: provavelmente o ACK foi enviado para onde não há ninguém.',
        contact:
          'O ACK vai para o Contact da resposta, {contact}: provavelmente ele não pode ser alcançado por quem liga.',
        route: 'A chamada veio por um proxy que não se colocou no Record-Route, por isso o ACK não passa por ele.',
        elsewhere: '{sender} enviou um ACK para {target}, mas ele não chegou a {callee}.',
        ended: 'A chamada foi encerrada por BYE {after} depois da resposta.',
        soon: 'Sem ACK, provavelmente vai desistir da chamada depois de 32 s.',
      },
      advice:
        'Confira se o Contact da resposta pode ser alcançado por quem liga, se os proxies no caminho colocam Record-Route e como o NAT é tratado; verifique os firewalls entre os dois.',
    },
    'bye-unmatched': {
      title: 'O BYE não pertence a nenhuma chamada',
      explanation: '{sender} enviou a {receiver} um BYE de uma chamada que não é conhecida ali.',
      also: {
        refused:
          'A resposta foi {status}: provavelmente {receiver} perdeu o estado da chamada, ou já a tinha encerrado.',
        tags: 'As tags dele não são as da chamada: no From está {from} e no To está {to}. As da chamada são {known}.',
      },
      advice:
        'Compare as tags do BYE com as do 200, e veja se um servidor no caminho foi reiniciado ou encerrou a chamada por conta própria. O outro lado pode achar que a chamada continua.',
    },
    'session-timer': {
      title: 'O temporizador de sessão encerrou a chamada',
      explanation:
        '{sender} encerrou a chamada {after} depois do atendimento ou da última renovação, provavelmente porque a sessão não foi renovada a tempo.',
      also: {
        said: 'O BYE diz isso: {reason}.',
        near: 'O Session-Expires era de {seconds} s, e nenhum UPDATE ou re-INVITE renovou a sessão.',
        failed: 'A requisição {method} que devia renová-la recebeu {status}.',
        unanswered: 'A requisição {method} que devia renová-la ficou sem resposta.',
      },
      advice:
        'Veja por que o UPDATE ou re-INVITE falta ou falha: qual lado é o refresher, se Contact e Record-Route levam ao outro lado, se um proxy ou firewall esquece a chamada. Desligar os temporizadores de sessão em um lado mostra se é isso.',
    },
    'private-address': {
      title: 'Um endereço privado é informado para fora',
      explanation:
        'Uma mensagem veio de {source}, um endereço público, mas informa um privado, que ninguém consegue alcançar de fora.',
      also: {
        contact: 'O Contact é {contact}: as requisições dentro da chamada e as chamadas para o telefone se perdem.',
        sdp: 'O SDP pede o RTP em {sdp}: ele se perde, a menos que o outro lado o envie para o endereço de onde vem o RTP.',
        via: 'O Via é {via} e não tem rport: as respostas se perdem.',
      },
      advice:
        'Faça o telefone ou servidor atrás do NAT informar o seu endereço público (endereço externo de sinalização e de mídia, ou STUN se o NAT não for simétrico), ou faça o outro lado resolver isso (forçar rport, enviar o RTP para o endereço de onde ele vem). Desligue o SIP ALG do roteador.',
    },
    'clock-skew': {
      title: 'Um relógio está errado',
      explanation: 'Uma mensagem de {sender} traz {date} no Date, mas a hora da captura é {time}.',
      also: {
        slow: 'O relógio está {seconds} segundos atrasado em relação ao da captura.',
        fast: 'O relógio está {seconds} segundos adiantado em relação ao da captura.',
        slowDays: 'O relógio está {days} dias atrasado em relação ao da captura.',
        fastDays: 'O relógio está {days} dias adiantado em relação ao da captura.',
      },
      advice:
        'Faça os dois acertarem a hora por NTP: registros de chamadas (CDR) que não coincidem acabam em disputas sobre contas.',
    },
    'plain-sip-on-tls': {
      title: 'SIP e TLS não se entendem',
      explanation: 'Provavelmente {client} e {server} não estão de acordo quanto ao transporte ou ao certificado.',
      also: {
        plain:
          'A requisição {method} foi enviada sem criptografia por TCP à porta {port}, que é a de TLS, e não teve resposta.',
        hello:
          'Conexões TLS que não levaram dados: {times} (primeira: {first}). Provavelmente o handshake foi recusado.',
      },
      advice:
        'Compare o transporte que os dois lados têm configurado (TLS em geral vai para a porta 5061) e depois o certificado: quem o emitiu, para que nome, até quando vale e se o cliente precisa apresentar um. Os logs dos dois lados dizem por que um handshake foi recusado.',
    },
    scanner: {
      title: 'Um scanner procura usuários',
      explanation: '{address} envia requisições como fazem as ferramentas dos invasores.',
      also: {
        agent: 'Ele se apresenta como {agent}.',
        users: 'Ele tentou {users} usuários em {time}, um após o outro, e não foi aceito.',
      },
      advice:
        'Bloqueie o endereço (fail2ban, nftables) e deixe entrar SIP só de onde ele é esperado. Se é um teste seu, está tudo em ordem.',
    },
    'brute-force': {
      title: 'Alguém está testando senhas',
      explanation: 'Tentativas de autenticação de {address} que falharam: {times} em {time}.',
      also: {
        one: 'Todas as tentativas foram com o usuário {user}: também pode ser um telefone com uma senha antiga.',
        some: 'Elas foram com {users} usuários diferentes.',
        known: 'Em outros momentos ele foi aceito, portanto provavelmente é um equipamento seu.',
      },
      advice:
        'Se você conhece o endereço, corrija a senha ali. Se não, bloqueie-o (fail2ban, nftables) e cuide para que as senhas sejam longas.',
    },
    'registration-short-lived': {
      title: 'Entre um registro e outro o telefone não pode ser alcançado',
      explanation:
        '{user} se registrou a partir de {end} ({registered}) por {expires} segundos. A requisição {method} enviada para lá {after} depois ficou sem resposta, e mais tarde o telefone se registrou de novo ({again}): provavelmente um NAT ou um firewall tinha esquecido o caminho até ele.',
      also: { moved: 'Dessa vez ele veio de {port}, outra porta, como acontece quando um NAT esqueceu a anterior.' },
      advice:
        'Faça o telefone se registrar a cada 60 a 120 s, ou faça o servidor enviar OPTIONS ou o telefone CRLF como keepalive dentro do tempo em que o NAT mantém um mapeamento (muitas vezes 30 s).',
    },
    'peer-flapping': {
      title: 'Um peer aparece e some',
      explanation:
        '{address} deixou {times} OPTIONS sem resposta (primeiro: {first}, último: {last}) e respondeu a outros entre eles.',
      advice:
        'Verifique a rede até o peer e a carga dele; se há chamadas que passam por ele, faça com que seja retirado do roteamento enquanto não responde.',
    },
  },
};
