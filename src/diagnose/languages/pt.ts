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
        '{server} deu a {client} um nonce para o realm "{realm}" e, quando a resposta chegou {wait} depois, considerou-o vencido (stale). Isso aconteceu {times} vezes. Provavelmente os nonces duram menos do que uma mensagem leva para ir e voltar, ou os relógios de vários servidores não coincidem.',
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
        'Verifique o URI da requisição: o número está escrito como o plano de discagem o espera (prefixo, sinal de mais), o domínio e a porta estão certos?',
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
        '{server} respondeu 100 à chamada de {client} e, depois de {wait}, 408, sem que tocasse nesse meio-tempo: provavelmente o equipamento para o qual a chamada foi encaminhada não responde.',
      also: { hop: 'Trata-se de {hop}: os INVITEs enviados para lá ({times}) ficaram sem resposta.' },
      advice:
        'Veja se o próximo salto depois de {server} está no ar e pode ser alcançado de lá: o endereço e a porta, as rotas e os firewalls no caminho.',
    },
    loop: {
      title: 'A requisição anda em círculos (loop)',
      explanation: 'Provavelmente a requisição {method} para {uri} anda em círculos entre servidores.',
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
      explanation: 'Provavelmente a mensagem {what} de {sender} não é como o SIP exige.',
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
  },
};
