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
    said: "L'autre côté a dit",
    advice: 'À essayer',
    untilEnd: 'jusqu’à la fin de la capture',
    soFar: 'jusqu’ici',
    nothing: "Aucun problème n'a été trouvé.",
    milliseconds: 'ms',
    seconds: 's',
  },
  findings: {
    'not-found': {
      title: "Le numéro ou l'utilisateur est inconnu",
      explanation: "{server} a répondu 404 à l'appel vers {uri} : ce numéro ou cet utilisateur n'y existe pas.",
      advice:
        "Vérifiez l'URI de la requête : le numéro est-il écrit comme le plan de numérotation l'attend (préfixe, signe plus), le domaine et le port sont-ils corrects ?",
    },
  },
};
