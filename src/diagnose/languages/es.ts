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
    untilEnd: 'hasta el final de la captura',
    soFar: 'hasta ahora',
    nothing: 'No se encontró ningún problema.',
    milliseconds: 'ms',
    seconds: 's',
    minutes: 'min',
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
        '{server} dio a {client} un nonce para el realm "{realm}" y, cuando la respuesta llegó {wait} después, lo dio por caducado (stale). Esto ocurrió {times} veces. Probablemente sus nonces duran menos de lo que el cliente necesita para responder, o los relojes de varios servidores no coinciden.',
      also: { well: 'Al final aceptó al cliente.' },
      advice:
        'Aumente la duración de los nonces en el servidor. Si varios servidores los comparten, sincronice sus relojes por NTP y configure en todos el mismo secreto.',
    },
    'caller-rejected': {
      title: 'Se rechaza al llamante',
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
        '{server} respondió 100 a la llamada de {client} y, después de {wait}, 408, sin que llegara a sonar: probablemente no responde el equipo al que la reenvió.',
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
      explanation: 'Probablemente el mensaje {what} de {sender} no cumple lo que SIP exige.',
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
    'no-audio': {
      title: 'No se oye nada en ninguno de los dos sentidos',
      explanation:
        'La llamada se contestó, pero no hubo RTP entre {offered} y {answered}, que son las direcciones de los SDP de ambos lados; la captura sí contiene RTP de otras llamadas.',
      advice:
        'Mire si los puertos RTP están abiertos en ambas direcciones IP (firewall) y si el relay de medios está en marcha.',
    },
    'one-way-audio': {
      title: 'El audio va en un solo sentido',
      explanation:
        'De {from} a {to} hay RTP durante {length}, y de vuelta no llega nada. Según el SDP, {silent} debería enviarlo a {deaf}.',
      also: { stopped: 'Antes sí llegaba, hasta {until}.' },
      advice:
        'Mire si se puede llegar a {deaf} desde el otro lado: un NAT sin dirección externa en el SDP, un firewall que deja pasar RTP en un solo sentido, un relay al que le falta una dirección.',
    },
    'codec-mismatch': {
      title: 'No hay ningún códec en común',
      explanation: 'Los dos lados no encontraron ningún formato de medios que ambos puedan usar.',
      also: {
        offered: 'Se ofreció: {offered}.',
        refused: '{server} rechazó la oferta con {status}.',
        change: 'Se trataba de un cambio dentro de una llamada ya contestada, que sigue como estaba.',
        answered: '{server} respondió con {answered}, y nada de eso se había ofrecido.',
      },
      advice: 'Compare las listas de códecs de ambos extremos y permita al menos un mismo códec en los dos.',
    },
    'codec-asymmetry': {
      title: 'Los dos sentidos no se envían igual',
      explanation: 'El audio de {from} a {to} no se envía como se acordó, o no como el del otro sentido.',
      also: {
        number: 'Lleva el payload type {type}, que el SDP de {to} no incluye.',
        codec: 'En este sentido es {there}, en el otro {back}.',
        packets: 'En este sentido cada paquete lleva {there} de audio, en el otro {back}.',
      },
      advice:
        'Compare los SDP de ambos lados, sobre todo después de un re-INVITE, y revise los transcodificadores que haya en medio.',
    },
    'srtp-mismatch': {
      title: 'Solo un lado quiere cifrar los medios',
      explanation:
        'Un lado está configurado con SRTP y el otro no, o ambos intercambian las claves de maneras distintas.',
      also: {
        refused: 'Solo se ofreció {offered}, y {server} rechazó la oferta con {status}.',
        answered: 'Se ofreció {offered}, y {server} respondió con {answered}.',
        option: 'El cifrado era opcional en la oferta, así que la llamada sigue sin él.',
      },
      advice:
        'Configure el cifrado de medios igual en ambos extremos: desactivado, opcional u obligatorio, con claves por SDES (a=crypto) o por DTLS (a=fingerprint).',
    },
    'dtmf-not-agreed': {
      title: 'No se acordó enviar los dígitos (DTMF) como eventos',
      explanation:
        'El SDP de {without} no tiene telephone-event y el de {with} sí: los dígitos van por SIP INFO o dentro del audio, o se pierden.',
      advice:
        'Si los dígitos no llegan, configure lo mismo en ambos extremos: telephone-event (RFC 4733, a menudo llamado RFC 2833), SIP INFO o in-band. In-band necesita G.711.',
    },
    'media-address-mismatch': {
      title: 'El RTP viene de una dirección distinta de la que dice el SDP',
      explanation:
        'El RTP hacia {to} viene de {from}, pero el SDP de quien lo envía dice {said}: hay un NAT en medio, o un equipo tiene varias direcciones.',
      also: {
        handled: 'El RTP de vuelta se envía a la dirección de la que viene este, así que ambos lados se oyen.',
        unhandled: 'A {from} no se envía nada de vuelta.',
      },
      advice:
        'Configure la dirección externa en quien envía, o haga que el otro lado responda a la dirección de la que viene el RTP (RTP simétrico, comedia), o ponga en medio un relay que reescriba el SDP.',
    },
    'late-media': {
      title: 'El audio empieza tarde después de contestar',
      explanation:
        'El primer RTP de {from} a {to} llega {late} después de contestada la llamada: las primeras palabras no se oyen.',
      advice:
        'Mire qué tiene que arrancar antes: un relay, un transcodificador, ICE o DTLS, un servidor de medios sobrecargado.',
    },
    'lossy-media': {
      title: 'Se pierden paquetes RTP',
      explanation:
        'El {percent} de los paquetes de {from} a {to} no llegó nunca ({lost} de {expected}): las palabras se cortan y las voces suenan robóticas.',
      also: {
        bursts: 'Se perdieron en ráfagas ({bursts} en total), con {longest} paquetes seguidos en la peor.',
        several: 'En la llamada pierden paquetes {count} flujos; este es el peor.',
      },
      advice:
        'Revise la red entre ambos: enlaces saturados, Wi-Fi, dúplex mal configurado. Dé prioridad a la voz (QoS) y compare capturas de ambos extremos para ver dónde se pierden los paquetes.',
    },
    'jittery-media': {
      title: 'Los paquetes RTP llegan de forma irregular',
      explanation:
        'El jitter del audio de {from} a {to} es de {mean} de media y de {max} en el peor momento: lo que llega demasiado tarde para el buffer de jitter no se oye, y las voces suenan distorsionadas.',
      also: { several: 'En la llamada hay {count} flujos así; este es el peor.' },
      advice:
        'Busque en el camino Wi-Fi, enlaces saturados y equipos sobrecargados, dé prioridad a la voz (QoS) y use buffers de jitter adaptativos o más largos.',
    },
    'late-network': {
      title: 'El audio tarda en llegar',
      explanation:
        'Según RTCP, el tiempo de ida y vuelta entre {from} y {to} es de {trip}, y el máximo tolerable es de {limit}: las personas empiezan a hablar a la vez.',
      also: { part: 'Ese es solo el tramo desde el punto de captura hasta {to}; el camino completo tarda más.' },
      advice:
        'Revise el camino: enlaces por satélite o móviles, VPN, rodeos por relays lejanos. Use un relay más cercano.',
    },
    'bye-missing': {
      title: 'La llamada no se terminó nunca',
      explanation:
        'El último RTP de la llamada es de {stopped}, y en los {silence} siguientes no hubo nada, tampoco un BYE: o el BYE se perdió, o uno de los extremos se cayó. Para la central y para la facturación la llamada sigue en curso.',
      advice:
        'Configure en la central un tiempo máximo sin RTP (RTP timeout) y temporizadores de sesión (RFC 4028), para que esas llamadas se terminen.',
    },
    'registration-rejected': {
      title: 'Se rechaza el registro',
      explanation: '{server} respondió {status} al REGISTER de {client} para {user}.',
      also: {
        forbidden:
          'Lo hizo sin pedir contraseña: probablemente la cuenta o la dirección no tiene permiso para registrarse.',
        unknown: 'Probablemente no conoce a este usuario, o no es responsable del dominio.',
        brief: 'El teléfono pidió {asked} s; el servidor no acepta menos de {least} s.',
        contacts: 'Probablemente la cuenta ya tiene todos los Contact que se le permiten.',
      },
      advice:
        'Mire el texto y el Warning de la respuesta, y compare usuario, dominio, duración del registro y número de Contact con lo que el servidor permite para la cuenta.',
    },
    'no-ack': {
      title: 'La respuesta no se confirma con un ACK',
      explanation: '{callee} envió su {status} al INVITE {times} veces en {time}, y no le llegó ningún ACK.',
      also: {
        private:
          'El Contact de la respuesta es {contact}, una dirección privada: probablemente el ACK se envió adonde no hay nadie.',
        contact:
          'El ACK va al Contact de la respuesta, {contact}: probablemente no se puede llegar a él desde quien llama.',
        route: 'La llamada vino por un proxy que no se puso en Record-Route, así que el ACK no pasa por él.',
        elsewhere: '{sender} envió un ACK a {target}, pero no llegó a {callee}.',
        ended: 'La llamada terminó con un BYE, {after} después de la respuesta.',
        soon: 'Sin ACK, probablemente abandonará la llamada a los 32 s.',
      },
      advice:
        'Compruebe que desde quien llama se puede llegar al Contact de la respuesta, que los proxies del camino ponen Record-Route y cómo se trata el NAT; revise los firewalls entre ambos.',
    },
    'bye-unmatched': {
      title: 'El BYE no corresponde a ninguna llamada',
      explanation: '{sender} envió a {receiver} un BYE de una llamada que allí no se conoce.',
      also: {
        refused:
          'La respuesta fue {status}: probablemente {receiver} perdió el estado de la llamada, o la había terminado antes.',
        tags: 'Sus tags no son los de la llamada: en From lleva {from} y en To lleva {to}. Los de la llamada son {known}.',
      },
      advice:
        'Compare los tags del BYE con los del 200, y mire si un servidor del camino se reinició o terminó la llamada por su cuenta. Puede que el otro lado crea que la llamada sigue en curso.',
    },
    'session-timer': {
      title: 'El temporizador de sesión terminó la llamada',
      explanation:
        '{sender} terminó la llamada {after} después de que se contestara o se refrescara por última vez, probablemente porque la sesión no se refrescó a tiempo.',
      also: {
        said: 'Su BYE lo dice: {reason}.',
        near: 'Session-Expires era de {seconds} s, y ningún UPDATE ni re-INVITE refrescó la sesión.',
        failed: 'La petición {method} que debía refrescarla recibió {status}.',
        unanswered: 'La petición {method} que debía refrescarla quedó sin respuesta.',
      },
      advice:
        'Mire por qué falta o falla el UPDATE o re-INVITE: qué lado es el refresher, si Contact y Record-Route llevan al otro lado, si un proxy o firewall olvida la llamada. Si desactiva los temporizadores de sesión en un extremo, verá si es eso.',
    },
    'private-address': {
      title: 'Se anuncia al exterior una dirección privada',
      explanation:
        'Un mensaje vino de {source}, una dirección pública, pero anuncia una privada, a la que nadie puede llegar desde fuera.',
      also: {
        contact: 'El Contact es {contact}: las peticiones dentro de la llamada y las llamadas al teléfono se pierden.',
        sdp: 'El SDP pide el RTP en {sdp}: se pierde, salvo que el otro lado lo envíe a la dirección de la que viene el RTP.',
        via: 'El Via es {via} y no lleva rport: las respuestas se pierden.',
      },
      advice:
        'Haga que el teléfono o servidor detrás del NAT anuncie su dirección pública (dirección externa de señalización y de medios, o STUN si el NAT no es simétrico), o que el otro lado lo resuelva (forzar rport, enviar el RTP a la dirección de la que viene). Desactive el SIP ALG del router.',
    },
    'clock-skew': {
      title: 'Un reloj no está en hora',
      explanation: 'Un mensaje de {sender} lleva {date} en Date, pero la hora de la captura es {time}.',
      also: {
        slow: 'Su reloj está {seconds} segundos atrasado respecto al de la captura.',
        fast: 'Su reloj está {seconds} segundos adelantado respecto al de la captura.',
        slowDays: 'Su reloj está {days} días atrasado respecto al de la captura.',
        fastDays: 'Su reloj está {days} días adelantado respecto al de la captura.',
      },
      advice:
        'Haga que ambos tomen la hora por NTP: los registros de llamadas (CDR) que no coinciden acaban en disputas por las facturas.',
    },
    'plain-sip-on-tls': {
      title: 'SIP y TLS no se entienden',
      explanation: 'Probablemente {client} y {server} no están de acuerdo en el transporte o en el certificado.',
      also: {
        plain:
          'La petición {method} se envió sin cifrar por TCP al puerto {port}, que es el de TLS, y no tuvo respuesta.',
        hello:
          'Conexiones TLS que no llevaron datos: {times} (primera: {first}). Probablemente se rechazó el handshake.',
      },
      advice:
        'Compare el transporte que ambos extremos tienen configurado (TLS suele ir al puerto 5061) y después el certificado: quién lo emitió, para qué nombre, hasta cuándo vale y si el cliente debe presentar uno. Los logs de ambos extremos dicen por qué se rechazó un handshake.',
    },
    scanner: {
      title: 'Un escáner busca usuarios',
      explanation: '{address} envía peticiones como lo hacen las herramientas de los atacantes.',
      also: {
        agent: 'Se presenta como {agent}.',
        users: 'Probó con {users} usuarios en {time}, uno tras otro, y no se le dejó entrar.',
      },
      advice:
        'Bloquee la dirección (fail2ban, nftables) y deje entrar SIP solo desde donde se espera. Si es una prueba suya, todo está en orden.',
    },
    'brute-force': {
      title: 'Alguien está probando contraseñas',
      explanation: 'Intentos de autenticación fallidos desde {address}: {times} en {time}.',
      also: {
        one: 'Todos los intentos fueron con el usuario {user}: también puede ser un teléfono con una contraseña antigua.',
        some: 'Fueron con {users} usuarios distintos.',
        known: 'En otros momentos se le dejó entrar, así que probablemente es un equipo suyo.',
      },
      advice:
        'Si conoce la dirección, corrija allí la contraseña. Si no, bloquéela (fail2ban, nftables) y procure que las contraseñas sean largas.',
    },
    'registration-short-lived': {
      title: 'Entre un registro y otro no se puede llegar al teléfono',
      explanation:
        '{user} se registró desde {end} ({registered}) por {expires} segundos. La petición {method} que se envió allí {after} después quedó sin respuesta, y más tarde el teléfono volvió a registrarse ({again}): probablemente un NAT o un firewall había olvidado el camino hacia él.',
      also: { moved: 'Esa vez vino desde {port}, otro puerto, como ocurre cuando un NAT ha olvidado el anterior.' },
      advice:
        'Haga que el teléfono se registre cada 60 a 120 s, o que el servidor envíe OPTIONS o el teléfono CRLF como keepalive dentro del tiempo en que el NAT conserva un mapeo (a menudo 30 s).',
    },
    'peer-flapping': {
      title: 'Un peer aparece y desaparece',
      explanation:
        '{address} dejó {times} OPTIONS sin respuesta (primero: {first}, último: {last}) y respondió a otros entre ellos.',
      advice:
        'Revise la red hacia el peer y su carga; si hay llamadas que pasan por él, haga que se saque del enrutamiento mientras no responda.',
    },
  },
};
