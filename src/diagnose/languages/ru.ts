/** Findings in Russian. */

import type { Translation } from './language';

export const RU: Translation = {
  words: {
    severities: { error: 'Ошибка', warning: 'Предупреждение', notice: 'Замечание' },
    findings: 'Найденные проблемы',
    capture: 'Захват',
    time: 'Время',
    dialog: 'Диалог',
    dialogs: 'Диалоги',
    calls: 'Вызовы',
    filter: 'Фильтр',
    affected: 'С проблемами',
    source: 'Источник',
    streams: 'Потоки',
    said: 'Другая сторона сообщила',
    advice: 'Что попробовать',
    untilEnd: 'до конца записи',
    soFar: 'до сих пор',
    nothing: 'Проблем не найдено.',
    milliseconds: 'мс',
    seconds: 'с',
  },
  findings: {
    'not-found': {
      title: 'Номер или пользователь неизвестен',
      explanation: '{server} ответил 404 на вызов {uri}: такого номера или пользователя там нет.',
      advice:
        'Проверьте URI запроса: записан ли номер так, как его ждёт план набора (префикс, знак плюс), верны ли домен и порт?',
    },
  },
};
