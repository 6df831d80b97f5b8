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
    untilEnd: 'até ao fim da captura',
    soFar: 'até agora',
    nothing: 'Nenhum problema foi encontrado.',
    milliseconds: 'ms',
    seconds: 's',
  },
  findings: {
    'not-found': {
      title: 'O número ou usuário não é conhecido',
      explanation: '{server} respondeu 404 à chamada para {uri}: ali ninguém tem este número nem existe este usuário.',
      advice:
        'Verifique o URI da requisição: o número está escrito como o plano de discagem o espera (prefixo, sinal de mais), o domínio e a porta estão certos?',
    },
  },
};
