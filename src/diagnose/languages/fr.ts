/** Findings in French. */

import type { Translation } from './language';

export const FR: Translation = {
  words: {
    severities: { error: 'Erreur', warning: 'Avertissement', notice: 'Remarque' },
    findings: 'Problèmes trouvés',
    capture: 'Capture',
    time: 'Période',
    dialog: 'Dialogue',
    dialogs: 'Dialogues',
    calls: 'Appels',
    filter: 'Filtre',
    affected: 'Avec problèmes',
    source: 'Source',
    streams: 'Flux',
    said: "L'autre extrémité a indiqué",
    advice: 'À essayer',
    untilEnd: "jusqu'à la fin de la capture",
    soFar: "jusqu'ici",
    nothing: "Aucun problème n'a été trouvé.",
    milliseconds: 'ms',
    seconds: 's',
  },
  findings: {
    'no-response': {
      title: 'Personne ne répond',
      explanation: "{to} n'a pas répondu à la requête {method} de {from} ({at}).",
      also: {
        repeated: "Elle a été envoyée {times} fois en {span}, et il n'est pas revenu la moindre réponse provisoire.",
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
        "{server} a donné à {client} un nonce pour « {realm} » et, quand la réponse est arrivée {wait} plus tard, l'a déclaré périmé (stale). Nombre de fois : {times}. Ses nonces vivent probablement moins longtemps que le client n'en met à répondre, ou les horloges de plusieurs serveurs diffèrent.",
      also: { well: 'Il a fini par accepter le client.' },
      advice:
        'Augmentez la durée de vie des nonces sur le serveur. Si plusieurs serveurs les partagent, synchronisez leurs horloges par NTP et donnez-leur le même secret.',
    },
    'caller-rejected': {
      title: "L'appelant est refusé",
      explanation:
        "{server} a répondu 403 immédiatement à l'appel de {caller}, sans demander d'identifiants : il n'accepte probablement pas ce numéro d'appelant ou ce domaine dans From.",
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
      also: { hop: "Il s'agit de {hop} : l'INVITE lui a été envoyé en vain (envois : {times})." },
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
        defects: '{defects}',
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
        sending: "De ce temps, {part} se sont écoulées avant que {hop} transmette l'INVITE à {next}.",
        answering: "De ce temps, {part} se sont écoulées pendant que {hop} avait l'INVITE.",
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
  },
};
