/** Findings in Spanish. */

import type { Translation } from './language';

export const ES: Translation = {
  words: {
    severities: { error: 'Error', warning: 'Advertencia', notice: 'Aviso' },
    findings: 'Problemas encontrados',
    capture: 'Captura',
    time: 'Período',
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
    'no-response': {
      title: 'Nadie responde',
      explanation: '{to} no respondió a la petición {method} de {from} ({at}).',
      also: {
        repeated: 'Se envió {times} veces en {span}, y no llegó ni siquiera una respuesta provisional.',
        once: 'En {span} no llegó nada de vuelta.',
        elsewhere: 'La llamada se contestó en otro destino.',
      },
      advice:
        'Mire si la dirección es correcta y si el otro extremo está en marcha. Detrás de un NAT, haga que el teléfono se registre cada 60 a 120 s o envíe OPTIONS para mantener el mapeo del NAT, o redirija el puerto. En el otro extremo revise el firewall (iptables, nft) y fail2ban: puede que haya bloqueado {source}.',
    },
    'auth-failed': {
      title: 'No se aceptan las credenciales',
      explanation:
        '{server} pidió a {client} credenciales para el realm "{realm}", recibió las de "{user}" y respondió {status}: probablemente el usuario, la contraseña o el realm no son correctos, o la cuenta no existe.',
      also: {
        again:
          'Que vuelva a pedirlas no demuestra que la cuenta exista: los servidores lo hacen para no revelar qué cuentas tienen.',
        forbidden:
          'Un 403 también puede significar que la contraseña es correcta, pero que la cuenta no tiene permiso para esto.',
      },
      advice:
        'Compruebe el usuario, la contraseña y el realm en ambos extremos, y que la cuenta exista y no esté bloqueada.',
    },
    'auth-not-answered': {
      title: 'El cliente no envía credenciales',
      explanation:
        '{server} pidió a {client} credenciales para el realm "{realm}" con {status} ({at}), y {client} no volvió a intentarlo: probablemente no tiene credenciales para ese realm.',
      advice: 'Configure en el cliente el usuario y la contraseña para el realm "{realm}".',
    },
    'stale-nonce': {
      title: 'Las credenciales ya están caducadas cuando llegan',
      explanation:
        '{server} dio a {client} un nonce para el realm "{realm}" y, cuando la respuesta llegó {wait} después, lo dio por caducado (stale). Esto ocurrió {times} veces. Probablemente sus nonces duran menos de lo que un mensaje tarda en ir y volver, o los relojes de varios servidores no coinciden.',
      also: { well: 'Al final aceptó al cliente.' },
      advice:
        'Aumente la duración de los nonces en el servidor. Si varios servidores los comparten, sincronice sus relojes por NTP y configure en todos el mismo secreto.',
    },
    'caller-rejected': {
      title: 'Se rechaza a quien llama',
      explanation:
        '{server} respondió 403 de inmediato a la llamada de {caller}, sin pedir credenciales: probablemente no acepta este caller ID o este dominio en From.',
      also: {
        asserted: 'P-Asserted-Identity dice {asserted}.',
        diverted: 'Diversion dice {diversion}: una llamada desviada debe llevar ahí un número del trunk, completo.',
      },
      advice:
        'Envíe como caller ID un número del trunk, en el formato que el trunk espera. Revise el dominio de From, P-Asserted-Identity y Diversion.',
    },
    'diversion-suspect': {
      title: 'Es posible que la llamada se rechace por su Diversion',
      explanation:
        '{server} respondió {status} a la llamada de {caller} a {callee}, probablemente por la cabecera Diversion.',
      also: {
        short: 'Diversion dice "{diversion}", que no es un número completo.',
        other: 'Diversion dice "{diversion}", pero la llamada que se desvió había entrado para "{called}".',
        none: 'Había entrado una llamada de {caller} para "{called}": esta la desvía y no lleva Diversion.',
        asserted: 'P-Asserted-Identity dice "{called}", así que {caller} es un número ajeno, y no hay Diversion.',
        history: 'Según su History-Info la llamada fue desviada, y no hay Diversion.',
      },
      advice:
        'Haga que la PBX ponga en Diversion el número que desvía la llamada, completo y como el trunk lo espera. Si el trunk usa History-Info en su lugar, puede que no acepte lo que hay ahí.',
    },
    'not-found': {
      title: 'No se conoce el número o usuario',
      explanation: '{server} respondió 404 a la llamada a {uri}: allí nadie tiene ese número ni existe ese usuario.',
      advice:
        'Revise el URI de la petición: ¿está el número escrito como lo espera el plan de marcación (prefijo, signo más)?, ¿son correctos el dominio y el puerto?',
    },
    'callee-unavailable': {
      title: 'El destino no está disponible',
      explanation:
        '{server} respondió {status} a la llamada a {uri}, sin que llegara a sonar: probablemente el destino no está registrado.',
      also: {
        refuses: 'Un teléfono en "no molestar" puede responder lo mismo.',
        cause: 'La cabecera con la causa de colgado dice por qué el servidor no pudo contactar con el destino.',
      },
      advice:
        'Mire si el REGISTER del destino llega y se acepta, y si el registro no ha caducado. Si el destino está detrás de un gateway, mire qué dice ese gateway.',
    },
    'gateway-dead': {
      title: 'El siguiente salto no responde',
      explanation:
        '{server} respondió 100 a la llamada de {client} y, después de {wait}, 408, sin que entre tanto sonara: probablemente no responde el equipo al que pasó la llamada.',
      also: { hop: 'Se trata de {hop}: los INVITE que se le enviaron ({times}) quedaron sin respuesta.' },
      advice:
        'Mire si el siguiente salto detrás de {server} está en marcha y si se puede llegar a él desde allí: su dirección y puerto, las rutas y los firewalls intermedios.',
    },
    loop: {
      title: 'La petición da vueltas en un bucle',
      explanation: 'Probablemente la petición {method} para {uri} da vueltas entre servidores.',
      also: {
        refused: '{server} respondió {status}.',
        round: 'Pasó de {from} a {to} {times} veces, y Max-Forwards bajó de {first} a {last}.',
      },
      advice:
        'Revise las rutas de los servidores por los que pasó, entre ellos {to}: un nombre que el DNS resuelve al propio servidor, dos servidores que se toman el uno al otro por el siguiente salto, un desvío a sí mismo.',
    },
    'message-too-large': {
      title: 'Un mensaje es demasiado grande',
      explanation: 'Probablemente es demasiado grande un mensaje que {from} envió a {to} ({at}).',
      also: {
        refused: '{to} respondió {status} a esta petición {method} de {bytes} bytes.',
        request:
          'Esta petición {method} se envió en fragmentos, de los que algunos nunca llegaron, y nadie la respondió.',
        response:
          'Esta respuesta a {method} se envió en fragmentos, de los que algunos nunca llegaron, y no alcanzó su destino.',
      },
      advice:
        'Hágalo más pequeño: ofrezca menos códecs y quite las cabeceras que nadie necesita. O envíelo por TCP. Los firewalls y NAT del camino deben dejar pasar los fragmentos.',
    },
    'bad-request': {
      title: 'Un mensaje está mal formado',
      explanation: 'Probablemente el mensaje {what} de {sender} no es como SIP lo exige.',
      also: {
        refused: '{server} respondió 400.',
        defects: '{defects}',
        unclear: 'En la captura no se ve nada incorrecto en él: el texto de la respuesta puede decir más.',
      },
      advice:
        'Busque una versión más nueva de lo que usa {sender}, o informe del fallo a su fabricante. Si hay en medio un proxy o un firewall con SIP ALG, mire el mensaje antes y después de él.',
    },
    'server-error': {
      title: 'El servidor falló',
      explanation:
        '{server} respondió {status} a la petición {method} de {client}: probablemente el fallo está allí, o más adelante, y no en quien hizo la petición.',
      also: { later: 'Pide que se vuelva a intentar dentro de {retry} s.' },
      advice:
        'Mire el texto, Reason y Warning de la respuesta, y lo que {server} escribió en sus logs en ese momento ({at}).',
    },
    'slow-setup': {
      title: 'La llamada tarda en establecerse',
      explanation:
        '{caller} esperó {wait} desde su INVITE ({at}) hasta la primera señal de que sonaba, o hasta una respuesta final.',
      also: {
        sending: 'De ese tiempo, {part} pasaron antes de que {hop} reenviara el INVITE a {next}.',
        answering: 'De ese tiempo, {part} pasaron mientras {hop} tenía el INVITE.',
      },
      advice:
        'Mire qué hace {hop} en ese tiempo: nombres que el DNS tarda en resolver o no resuelve, bases de datos, gateways que se prueban uno tras otro.',
    },
    retransmissions: {
      title: 'Hay que repetir mensajes',
      explanation:
        'Se repitieron {times} mensajes hasta que el otro lado los atendió; el primero, de {from} a {to} ({at}). El camino entre ambos pierde paquetes, o algún equipo del camino es lento.',
      advice:
        'Busque pérdidas entre {from} y {to}: un enlace saturado, un router o firewall que descarta paquetes, un servidor con el buffer de recepción lleno.',
    },
  },
};
