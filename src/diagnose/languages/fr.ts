/** Findings in French. */

import type { Translation } from './language';

export const FR: Translation = {
  // What stands before a colon has the space that French has there, at which no line may break.
  words: {
    severities: { error: 'Erreur\u00a0', warning: 'Avertissement\u00a0', notice: 'Remarque\u00a0' },
    findings: 'Problèmes trouvés',
    capture: 'Capture\u00a0',
    time: 'Période\u00a0',
    dialog: 'Dialogue',
    dialogs: 'Dialogues\u00a0',
    calls: 'Appels\u00a0',
    filter: 'Filtre\u00a0',
    affected: 'Avec problèmes\u00a0',
    source: 'Source',
    streams: 'Flux',
    said: "L'autre extrémité a indiqué\u00a0",
    advice: 'À essayer\u00a0',
    untilEnd: "jusqu'à la fin de la capture",
    soFar: "jusqu'ici",
    nothing: "Aucun problème n'a été trouvé.",
    milliseconds: 'ms',
    seconds: 's',
    minutes: 'min',
  },
  findings: {
    'no-response': {
      title: 'Personne ne répond',
      explanation: "{to} n'a pas répondu à la requête {method} de {from} ({at}).",
      also: {
        repeated: 'Elle a été envoyée {times} fois en {span}, sans même une réponse provisoire en retour.',
        once: "En {span}, rien n'est revenu.",
        elsewhere: "L'appel a été pris ailleurs.",
      },
      advice:
        "Vérifiez que l'adresse est la bonne et que l'autre extrémité fonctionne. Derrière un NAT, faites en sorte que le téléphone s'enregistre toutes les 60 à 120 s ou envoie des OPTIONS pour garder son mapping NAT, ou redirigez le port. À l'autre extrémité, regardez le pare-feu (iptables, nft) et fail2ban : il a peut-être banni {source}.",
    },
    'auth-failed': {
      title: 'Les identifiants ne sont pas acceptés',
      explanation:
        "{server} a demandé à {client} des identifiants pour « {realm} », a reçu ceux de « {user} » et a répondu {status} : l'utilisateur, le mot de passe ou le realm est probablement faux, ou ce compte n'existe pas.",
      also: {
        again:
          'Que le serveur les redemande ne prouve pas que le compte existe : il peut le faire pour ne pas révéler quels comptes il a.',
        forbidden:
          "Un 403 peut aussi signifier que le mot de passe est juste, mais que le compte n'a pas le droit de faire cela.",
      },
      advice:
        "Vérifiez l'utilisateur, le mot de passe et le realm aux deux extrémités, et assurez-vous que le compte existe et n'est pas bloqué.",
    },
    'auth-not-answered': {
      title: "Le client n'envoie pas d'identifiants",
      explanation:
        "{server} a demandé à {client} des identifiants pour « {realm} » avec un {status} ({at}), et {client} n'a pas fait de nouvel essai : il n'en a probablement pas pour ce realm.",
      advice: "Configurez sur le client l'utilisateur et le mot de passe pour le realm « {realm} ».",
    },
    'stale-nonce': {
      title: 'Les identifiants sont déjà périmés quand ils arrivent',
      explanation:
        "{server} a donné à {client} un nonce pour « {realm} » et, quand la réponse est arrivée {wait} plus tard, l'a déclaré périmé (stale). Cela s'est produit {times} fois. Ses nonces vivent probablement moins longtemps que le client n'en met à répondre, ou les horloges de plusieurs serveurs diffèrent.",
      also: { well: 'Il a fini par accepter le client.' },
      advice:
        'Augmentez la durée de vie des nonces sur le serveur. Si plusieurs serveurs les partagent, synchronisez leurs horloges par NTP et donnez-leur le même secret.',
    },
    'caller-rejected': {
      title: "L'appelant est refusé",
      explanation:
        "{server} a immédiatement répondu 403 à l'appel de {caller}, sans demander d'identifiants : il n'accepte probablement pas ce numéro d'appelant ou ce domaine dans From.",
      also: {
        asserted: 'P-Asserted-Identity indique {asserted}.',
        diverted:
          'Diversion indique {diversion} : pour un appel renvoyé, il faut y mettre un numéro du trunk, écrit en entier.',
      },
      advice:
        "Présentez comme numéro d'appelant un numéro du trunk, au format que le trunk attend. Vérifiez le domaine de From, P-Asserted-Identity et Diversion.",
    },
    'diversion-suspect': {
      title: "L'appel est peut-être refusé à cause de Diversion",
      explanation:
        "{server} a répondu {status} à l'appel de {caller} vers {callee}, probablement à cause de l'en-tête Diversion.",
      also: {
        short: "Diversion indique « {diversion} », qui n'est pas un numéro complet.",
        other: "Diversion indique « {diversion} », mais l'appel renvoyé était arrivé pour « {called} ».",
        none: 'Un appel de {caller} était arrivé pour « {called} » : celui-ci le renvoie, sans Diversion.',
        asserted:
          "P-Asserted-Identity indique « {called} » : {caller} est donc le numéro de quelqu'un d'autre, et il n'y a pas de Diversion.",
        history: "D'après son History-Info, l'appel a été renvoyé, et il n'y a pas de Diversion.",
      },
      advice:
        "Faites en sorte que le PBX mette dans Diversion le numéro qui renvoie l'appel, en entier et comme le trunk l'attend. Un trunk qui veut History-Info à la place n'accepte peut-être pas ce qui s'y trouve.",
    },
    'not-found': {
      title: "Le numéro ou l'utilisateur est inconnu",
      explanation: "{server} a répondu 404 à l'appel vers {uri} : ce numéro ou cet utilisateur n'y existe pas.",
      advice:
        "Vérifiez l'URI de la requête : le numéro est-il écrit comme le plan de numérotation l'attend (préfixe, signe plus), le domaine et le port sont-ils corrects ?",
    },
    'callee-unavailable': {
      title: "L'appelé n'est pas joignable",
      explanation:
        "{server} a répondu {status} à l'appel vers {uri}, sans que cela sonne : l'appelé n'est probablement pas enregistré.",
      also: {
        refuses: 'Un téléphone réglé sur « ne pas déranger » peut répondre de même.',
        cause: "L'en-tête avec la cause de raccrochage dit pourquoi le serveur n'a pas pu le joindre.",
      },
      advice:
        "Regardez si le REGISTER de l'appelé arrive et est accepté, et si son enregistrement n'a pas expiré. Si l'appelé est derrière une passerelle, regardez ce qu'elle indique.",
    },
    'gateway-dead': {
      title: 'Le saut suivant ne répond pas',
      explanation:
        "{server} a répondu 100 à l'appel de {client} puis 408 après {wait}, sans sonnerie entre-temps : l'équipement auquel il a transmis l'appel ne répond probablement pas.",
      also: { hop: "Il s'agit de {hop} : l'INVITE lui a été envoyé {times} fois, en vain." },
      advice:
        "Vérifiez que le saut suivant derrière {server} fonctionne et qu'il est joignable depuis là : son adresse et son port, les routes et les pare-feux intermédiaires.",
    },
    loop: {
      title: 'La requête tourne en boucle',
      explanation: 'La requête {method} pour {uri} tourne probablement en boucle entre des serveurs.',
      also: {
        refused: '{server} y a répondu {status}.',
        round: 'Elle est passée {times} fois de {from} à {to}, et Max-Forwards est descendu de {first} à {last}.',
      },
      advice:
        "Vérifiez les routes des serveurs par lesquels elle est passée, dont {to} : un nom que le DNS résout vers le serveur lui-même, deux serveurs qui se prennent l'un l'autre pour le saut suivant, un renvoi vers soi-même.",
    },
    'message-too-large': {
      title: 'Un message est trop grand',
      explanation: 'Un message envoyé par {from} à {to} ({at}) est probablement trop grand.',
      also: {
        refused: '{to} a répondu {status} à cette requête {method} de {bytes} octets.',
        request:
          "Cette requête {method} a été envoyée en fragments dont certains ne sont jamais arrivés, et personne n'y a répondu.",
        response:
          "Cette réponse à la requête {method} a été envoyée en fragments dont certains ne sont jamais arrivés, et elle n'est pas parvenue à destination.",
      },
      advice:
        "Réduisez-le : proposez moins de codecs, supprimez les en-têtes dont personne n'a besoin. Ou envoyez-le par TCP. Les pare-feux et les NAT du chemin doivent laisser passer les fragments.",
    },
    'bad-request': {
      title: 'Un message est mal formé',
      explanation: "Le message {what} de {sender} n'est probablement pas conforme à SIP.",
      also: {
        refused: '{server} y a répondu 400.',
        defects: 'Défauts trouvés : {defects}',
        unclear: "La capture n'y montre aucun défaut : le texte de la réponse en dit peut-être plus.",
      },
      advice:
        "Cherchez une version plus récente de ce qui tourne sur {sender}, ou signalez le défaut à son éditeur. S'il y a un proxy ou un pare-feu avec SIP ALG sur le chemin, regardez le message avant et après lui.",
    },
    'server-error': {
      title: 'Le serveur a échoué',
      explanation:
        '{server} a répondu {status} à la requête {method} de {client} : la panne est probablement là, ou plus loin, et non chez celui qui a fait la demande.',
      also: { later: 'Il demande de réessayer dans {retry} s.' },
      advice: 'Regardez le texte, Reason et Warning de la réponse, ainsi que les logs de {server} à ce moment ({at}).',
    },
    'slow-setup': {
      title: "L'établissement de l'appel est long",
      explanation:
        'Après son INVITE ({at}), {caller} a attendu {wait} le premier signe de sonnerie, ou une réponse finale.',
      also: {
        sending: "Sur ce temps, {part} se sont écoulées avant que {hop} transmette l'INVITE à {next}.",
        answering: "Sur ce temps, {part} se sont écoulées pendant que {hop} avait l'INVITE.",
      },
      advice:
        "Regardez ce que fait {hop} pendant ce temps : noms que le DNS résout lentement ou pas du tout, bases de données, passerelles essayées l'une après l'autre.",
    },
    retransmissions: {
      title: 'Des messages doivent être répétés',
      explanation:
        "Messages répétés avant d'avoir été pris en compte : {times}, le premier de {from} à {to} ({at}). Le chemin entre les deux perd des paquets, ou un équipement y est lent.",
      advice:
        'Cherchez des pertes entre {from} et {to} : une liaison saturée, un routeur ou un pare-feu qui jette des paquets, un serveur dont le tampon de réception est plein.',
    },
    'no-audio': {
      title: "On n'entend rien, dans aucun des deux sens",
      explanation:
        "L'appel a été décroché, mais aucun RTP n'est passé entre {offered} et {answered}, adresses indiquées par les SDP des deux côtés ; la capture contient le RTP d'autres appels.",
      advice: 'Vérifiez que les ports RTP sont ouverts aux deux adresses (pare-feu) et que le relais média fonctionne.',
    },
    'one-way-audio': {
      title: 'Le son ne passe que dans un sens',
      explanation:
        "Du RTP va de {from} à {to} pendant {length}, et rien ne revient. D'après le SDP, {silent} devrait en envoyer à {deaf}.",
      also: { stopped: "Auparavant il en arrivait, jusqu'à {until}." },
      advice:
        "Vérifiez que {deaf} est joignable depuis l'autre côté : un NAT sans adresse externe dans le SDP, un pare-feu qui ne laisse passer le RTP que dans un sens, un relais à qui il manque une adresse.",
    },
    'codec-mismatch': {
      title: 'Aucun codec en commun',
      explanation: "Les deux côtés n'ont trouvé aucun média que tous deux puissent utiliser.",
      also: {
        offered: 'Proposé : {offered}.',
        refused: "{server} a refusé l'offre avec {status}.",
        change: "Il s'agissait d'un changement au cours d'un appel décroché, qui continue comme avant.",
        answered: "{server} a répondu avec {answered} : rien de cela n'avait été proposé.",
      },
      advice: 'Comparez les listes de codecs des deux extrémités et autorisez au moins un même codec des deux côtés.',
    },
    'codec-asymmetry': {
      title: 'Les deux sens ne sont pas envoyés de la même façon',
      explanation: "Le son de {from} vers {to} n'est pas envoyé comme convenu, ou pas comme celui de l'autre sens.",
      also: {
        number: "Il a le payload type {type}, que le SDP de {to} n'annonce pas.",
        codec: "Dans un sens c'est {there}, dans l'autre {back}.",
        packets: "Dans un sens, un paquet contient {there} de son ; dans l'autre, {back}.",
      },
      advice:
        'Comparez les SDP des deux côtés, surtout après des re-INVITE, et regardez les transcodeurs intermédiaires.',
    },
    'srtp-mismatch': {
      title: 'Un seul côté veut chiffrer les médias',
      explanation:
        "Un côté est réglé sur SRTP et l'autre non, ou tous deux échangent les clés de manières différentes.",
      also: {
        refused: "L'offre ne contenait que {offered}, et {server} l'a refusée avec {status}.",
        answered: "L'offre contenait {offered}, et {server} a répondu avec {answered}.",
        option: "Le chiffrement était facultatif dans l'offre : l'appel continue donc sans lui.",
      },
      advice:
        'Réglez le chiffrement des médias de la même façon aux deux extrémités : désactivé, facultatif ou obligatoire, avec des clés par SDES (a=crypto) ou par DTLS (a=fingerprint).',
    },
    'dtmf-not-agreed': {
      title: "L'envoi des touches (DTMF) en événements n'a pas été convenu",
      explanation:
        "Le SDP de {without} n'a pas de telephone-event, celui de {with} en a un : les touches passent par SIP INFO ou dans le son, ou se perdent.",
      advice:
        "Si les touches n'arrivent pas, réglez la même chose aux deux extrémités : telephone-event (RFC 4733, souvent appelé RFC 2833), SIP INFO ou in-band (dans le son). L'in-band exige G.711.",
    },
    'media-address-mismatch': {
      title: "Le RTP vient d'une autre adresse que celle du SDP",
      explanation:
        'Le RTP vers {to} vient de {from}, mais le SDP de son émetteur indique {said} : il y a un NAT entre les deux, ou une machine a plusieurs adresses.',
      also: {
        handled: "Ce qui repart est envoyé à l'adresse d'où vient le RTP : les deux côtés s'entendent donc.",
        unhandled: "Rien n'est renvoyé à {from}.",
      },
      advice:
        "Configurez l'adresse externe chez l'émetteur, ou faites répondre l'autre côté à l'adresse d'où vient le RTP (RTP symétrique, comedia), ou placez entre les deux un relais qui réécrit le SDP.",
    },
    'late-media': {
      title: 'Le son commence tard après le décroché',
      explanation:
        "Le premier RTP de {from} vers {to} arrive {late} après le décroché : on n'entend pas les premiers mots.",
      advice:
        'Regardez ce qui doit démarrer avant : un relais, un transcodeur, ICE ou DTLS, un serveur de médias chargé.',
    },
    'lossy-media': {
      title: 'Des paquets RTP se perdent',
      explanation:
        '{percent} des paquets de {from} vers {to} ne sont jamais arrivés ({lost} sur {expected}) : les mots sont hachés et les voix semblent robotiques.',
      also: {
        bursts: "Ils se sont perdus en rafales (rafales : {bursts}), avec au pire {longest} paquets d'affilée.",
        several: "Flux de l'appel qui perdent des paquets : {count} ; celui-ci est le pire.",
      },
      advice:
        'Regardez le réseau entre les deux : liaisons saturées, Wi-Fi, duplex mal réglé. Donnez la priorité à la voix (QoS) et comparez des captures aux deux extrémités pour voir où les paquets se perdent.',
    },
    'jittery-media': {
      title: 'Les paquets RTP arrivent irrégulièrement',
      explanation:
        "La gigue du son de {from} vers {to} est de {mean} en moyenne et de {max} au pire : ce qui arrive trop tard pour le tampon de gigue n'est pas entendu, et les voix sont déformées.",
      also: { several: "Flux de l'appel dans ce cas : {count} ; celui-ci est le pire." },
      advice:
        'Cherchez du Wi-Fi, des liaisons saturées et des machines chargées sur le chemin, donnez la priorité à la voix (QoS) et choisissez des tampons de gigue adaptatifs ou plus longs.',
    },
    'late-network': {
      title: 'Le son met longtemps à arriver',
      explanation:
        "D'après RTCP, l'aller-retour entre {from} et {to} est de {trip}, pour un maximum supportable de {limit} : les gens se mettent à parler en même temps.",
      also: {
        part: "Ce n'est que le trajet entre le point de capture et {to} ; le trajet complet est plus long.",
      },
      advice:
        'Regardez le chemin : liaisons par satellite ou mobiles, VPN, détours par des relais lointains. Prenez un relais plus proche.',
    },
    'bye-missing': {
      title: "L'appel n'a jamais été terminé",
      explanation:
        "Après le dernier RTP de l'appel ({stopped}), il n'y a eu pendant {silence} ni RTP ni BYE : le BYE s'est perdu, ou une extrémité est tombée. Pour le PBX et pour la facturation, l'appel continue.",
      advice:
        'Configurez sur le PBX un délai maximal sans RTP (RTP timeout) et des session timers (RFC 4028), pour que de tels appels soient terminés.',
    },
    'registration-rejected': {
      title: "L'enregistrement est refusé",
      explanation: '{server} a répondu {status} au REGISTER de {client} pour {user}.',
      also: {
        forbidden:
          "Il l'a fait sans demander de mot de passe : le compte ou l'adresse n'a probablement pas le droit de s'enregistrer.",
        unknown: "Il ne connaît probablement pas cet utilisateur, ou n'est pas responsable du domaine.",
        brief: "Le téléphone a demandé {asked} s ; le serveur n'accepte pas moins de {least} s.",
        contacts: 'Le compte a probablement déjà tous les contacts auxquels il a droit.',
      },
      advice:
        "Regardez le texte et le Warning de la réponse, et comparez l'utilisateur, le domaine, la durée et le nombre de contacts avec ce que le serveur autorise pour le compte.",
    },
    'no-ack': {
      title: "La réponse n'est pas acquittée",
      explanation: "{callee} a envoyé son {status} à l'INVITE {times} fois en {time} sans recevoir d'ACK.",
      also: {
        private:
          "Le Contact de la réponse est {contact}, une adresse privée : l'ACK a probablement été envoyé là où il n'y a personne.",
        contact:
          "L'ACK va au Contact de la réponse, {contact} : cette adresse n'est probablement pas joignable depuis l'appelant.",
        route:
          "L'appel est venu par un proxy qui ne s'est pas mis dans Record-Route : l'ACK ne passe donc pas par lui.",
        elsewhere: "{sender} a envoyé un ACK à {target}, mais il n'est pas parvenu à {callee}.",
        ended: "L'appel a été terminé par un BYE {after} après la réponse.",
        soon: "Sans ACK, l'appel sera probablement abandonné au bout de 32 s.",
      },
      advice:
        "Vérifiez que le Contact de la réponse est joignable depuis l'appelant, que les proxys du chemin ajoutent Record-Route, et comment le NAT est géré ; regardez les pare-feux entre les deux.",
    },
    'bye-unmatched': {
      title: 'Le BYE ne correspond à aucun appel',
      explanation: "{sender} a envoyé à {receiver} un BYE pour un appel qui n'y est pas connu.",
      also: {
        refused:
          "La réponse a été {status} : {receiver} a probablement perdu l'état de l'appel, ou l'avait déjà terminé.",
        tags: "Ses tags ne sont pas ceux de l'appel : From porte {from} et To porte {to}. Ceux de l'appel sont {known}.",
      },
      advice:
        "Comparez les tags du BYE avec ceux du 200, et regardez si un serveur du chemin a redémarré ou a terminé l'appel de lui-même. L'autre côté croit peut-être que l'appel continue.",
    },
    'session-timer': {
      title: "Le session timer a terminé l'appel",
      explanation:
        "{sender} a terminé l'appel {after} après le décroché ou le dernier rafraîchissement, probablement parce que la session n'a pas été rafraîchie à temps.",
      also: {
        said: 'Son BYE le dit : {reason}.',
        near: "Session-Expires était de {seconds} s, et aucun UPDATE ni re-INVITE n'a rafraîchi la session.",
        failed: 'La requête {method} qui aurait dû la rafraîchir a reçu la réponse {status}.',
        unanswered: 'La requête {method} qui aurait dû la rafraîchir est restée sans réponse.',
      },
      advice:
        "Cherchez pourquoi l'UPDATE ou le re-INVITE manque ou échoue : quel côté est le refresher, Contact et Record-Route mènent-ils à l'autre côté, un proxy ou un pare-feu oublie-t-il l'appel ? Désactiver les session timers à une extrémité montre si cela vient de là.",
    },
    'private-address': {
      title: "Une adresse privée est donnée à l'extérieur",
      explanation:
        'Un message est venu de {source}, une adresse publique, mais en indique une privée, que personne ne peut joindre de là.',
      also: {
        contact:
          "Le Contact est {contact} : les requêtes au cours de l'appel et les appels vers le téléphone se perdent.",
        sdp: "Le SDP demande les médias à {sdp} : ils se perdent, sauf si l'autre côté les envoie à l'adresse d'où vient le RTP.",
        via: "Le Via est {via} et n'a pas de rport : les réponses se perdent.",
      },
      advice:
        "Faites annoncer son adresse publique par le téléphone ou le serveur derrière le NAT (adresse externe pour la signalisation et les médias, ou STUN si le NAT n'est pas symétrique), ou laissez l'autre côté s'en charger (forcer rport, renvoyer les médias à l'adresse d'où ils viennent). Désactivez le SIP ALG du routeur.",
    },
    'clock-skew': {
      title: "Une horloge n'est pas à l'heure",
      explanation: "Un message de {sender} indique {date} dans Date, alors que l'heure de la capture est {time}.",
      also: {
        slow: 'Son horloge retarde de {seconds} s sur celle de la capture.',
        fast: 'Son horloge avance de {seconds} s sur celle de la capture.',
        slowDays: 'Son horloge retarde de {days} jours sur celle de la capture.',
        fastDays: 'Son horloge avance de {days} jours sur celle de la capture.',
      },
      advice:
        "Synchronisez les deux par NTP : des tickets d'appel (CDR) qui diffèrent mènent à des litiges de facturation.",
    },
    'plain-sip-on-tls': {
      title: 'SIP et TLS ne se rencontrent pas',
      explanation: "{client} et {server} ne sont probablement pas d'accord sur le transport ou sur le certificat.",
      also: {
        plain:
          'La requête {method} a été envoyée en clair par TCP au port {port}, qui est celui de TLS, et est restée sans réponse.',
        hello:
          "Connexions TLS qui n'ont transporté aucune donnée : {times} (la première : {first}). Le handshake a probablement été refusé.",
      },
      advice:
        "Comparez le transport réglé aux deux extrémités (TLS va en général au port 5061), puis le certificat : qui l'a émis, pour quel nom, jusqu'à quand, et si le client doit en présenter un. Les logs des deux extrémités disent pourquoi un handshake a été refusé.",
    },
    scanner: {
      title: 'Un scanner cherche des utilisateurs',
      explanation: "{address} envoie des requêtes comme le font les outils d'attaque.",
      also: {
        agent: 'La source se présente comme {agent}.',
        users:
          "La source a essayé {users} utilisateurs en {time}, l'un après l'autre, sans que l'accès lui soit accordé.",
      },
      advice:
        "Bloquez l'adresse (fail2ban, nftables) et n'acceptez SIP que depuis les endroits d'où vous l'attendez. Si c'est votre propre test, tout est en ordre.",
    },
    'brute-force': {
      title: 'Des mots de passe sont essayés',
      explanation: "{address} a échoué {times} fois à s'authentifier en {time}.",
      also: {
        one: "Tous les essais visaient l'utilisateur {user} : ce peut être aussi un téléphone avec un ancien mot de passe.",
        some: "Nombre d'utilisateurs visés : {users}.",
        known: "À d'autres moments l'accès lui a été accordé : c'est donc probablement une de vos machines.",
      },
      advice:
        "Si vous connaissez l'adresse, corrigez-y le mot de passe. Sinon, bloquez-la (fail2ban, nftables) et veillez à ce que les mots de passe soient longs.",
    },
    'registration-short-lived': {
      title: "Le téléphone n'est pas joignable entre deux enregistrements",
      explanation:
        "L'utilisateur {user} s'est enregistré depuis {end} ({registered}) pour {expires} s. La requête {method} qui y a été envoyée {after} plus tard est restée sans réponse, puis le téléphone s'est enregistré de nouveau ({again}) : un NAT ou un pare-feu avait probablement oublié le chemin vers lui.",
      also: {
        moved: "Il est alors venu d'un autre port, {port}, comme c'est le cas quand un NAT a oublié l'ancien.",
      },
      advice:
        'Faites enregistrer le téléphone toutes les 60 à 120 s, ou faites envoyer des OPTIONS par le serveur ou des CRLF par le téléphone comme keepalive, dans le délai pendant lequel le NAT garde un mapping (souvent 30 s).',
    },
    'peer-flapping': {
      title: 'Un peer va et vient',
      explanation:
        "{address} a laissé {times} requêtes OPTIONS sans réponse (première : {first}, dernière : {last}) et a répondu à d'autres entre celles-ci.",
      advice:
        "Regardez le réseau vers le peer et sa charge ; si des appels passent par lui, faites-le retirer du routage tant qu'il ne répond pas.",
    },
  },
};
