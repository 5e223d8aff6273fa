// The organisation's own settings: their form and the choices it offers. Pure.
import { timeZone } from '#app/access/set-up.ts'
import { form, must, optionalEmail, optionalUrl, text, version, wholeNumber } from '#app/ui/schema.ts'

/** Whether numbers and days can be written this way. */
export function isLocale(locale: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale]).length === 1
  } catch {
    return false
  }
}

/** How far sessions may be loosened; beyond, an open browser would be as good as a password. */
export const sessionBounds = { idleMinutes: { min: 5, max: 480 }, absoluteHours: { min: 1, max: 168 } }

export const settingsForm = form({
  name: text({ label: 'a name', max: 200 }),
  timeZone: timeZone(),
  locale: text({ max: 35 }).check(
    must(isLocale, { error: 'Choose a language and region from the list, such as en-GB.' }),
  ),
  currency: text({ max: 3 }).check(
    must((code) => /^[A-Z]{3}$/.test(code), { error: 'Choose a currency, such as EUR.' }),
  ),
  digestHour: wholeNumber({ min: 0, max: 23, label: 'an hour' }),
  graceDays: wholeNumber({ min: 0, max: 60, label: 'a number of days' }),
  idleMinutes: wholeNumber({ ...sessionBounds.idleMinutes, label: 'a number of minutes' }),
  absoluteHours: wholeNumber({ ...sessionBounds.absoluteHours, label: 'a number of hours' }),
  checkpointEmail: optionalEmail(),
  checkpointUrl: optionalUrl().check(
    must((value) => value === null || /^https:/i.test(value), {
      error: 'Write a web address that starts with https://.',
    }),
  ),
  version: version(),
}).check(
  must((limits) => limits.idleMinutes <= limits.absoluteHours * 60, {
    path: ['absoluteHours'],
    message: 'A session cannot end sooner in all than when it is not used. Give more hours, or fewer minutes.',
  }),
)

/** Languages with regions that people are likely to choose; any other tag that Intl knows is accepted too. */
export const localeTags = [
  'en-GB', 'en-US', 'en-IE', 'en-AU', 'en-CA', 'en-IN', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'fr-BE', 'fr-CA', 'fr-CH', 'es-ES', 'es-MX',
  'it-IT', 'pt-PT', 'pt-BR', 'nl-NL', 'nl-BE', 'sv-SE', 'nb-NO', 'da-DK', 'fi-FI', 'is-IS', 'pl-PL', 'cs-CZ', 'sk-SK', 'hu-HU', 'ro-RO',
  'bg-BG', 'el-GR', 'tr-TR', 'uk-UA', 'et-EE', 'lv-LV', 'lt-LT', 'ar-AE', 'he-IL', 'hi-IN', 'ja-JP', 'ko-KR', 'zh-CN', 'zh-TW', 'th-TH',
  'vi-VN', 'id-ID',
] // prettier-ignore
