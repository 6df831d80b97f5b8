/** Findings in Spanish. */

import type { Translation } from './language';

export const ES: Translation = {
  words: {
    severities: { error: 'Error', warning: 'Advertencia', notice: 'Aviso' },
    findings: 'Problemas encontrados',
    capture: 'Captura',
    time: 'Tiempo',
    dialog: 'Diálogo',
    dialogs: 'Diálogos',
    calls: 'Llamadas',
    filter: 'Filtro',
    affected: 'Con problemas',
    source: 'Origen',
    streams: 'Flujos',
    said: 'El otro extremo dijo',
    advice: 'Qué probar',
    untilEnd: 'hasta el fin de la captura',
    soFar: 'hasta ahora',
    nothing: 'No se encontró ningún problema.',
    milliseconds: 'ms',
    seconds: 's',
  },
  findings: {
    'not-found': {
      title: 'No se conoce el número o usuario',
      explanation: '{server} respondió 404 a la llamada a {uri}: allí nadie tiene ese número ni existe ese usuario.',
      advice:
        'Revise el URI de la petición: ¿está el número escrito como lo espera el plan de marcación (prefijo, signo más)?, ¿son correctos el dominio y el puerto?',
    },
  },
};
