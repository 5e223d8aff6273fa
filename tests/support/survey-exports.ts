// Small exports of each survey tool, made by the rules of its format: what the readers' tests and the specs in Chromium share.
import type { Family } from '#app/listening-posts/file-layout.ts'

export type Cells = (string | number)[]

/** Everything quoted, lines ending as on Windows. */
export const csvOf = (...rows: Cells[]) =>
  Buffer.from(
    rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')).join('\r\n') + '\r\n',
  )
/** Headings and answers side by side: `[heading, answer, answer…]`. */
export const tableOf = (...columns: Cells[]) => csvOf(...columns[0]!.map((_, at) => columns.map((c) => c[at] ?? '')))

const importId = (name: string, more = '') => `{"ImportId":"${name}"${more}}`
const zone = ',"timeZone":"America/Denver"'
export interface QualtricsAnswer {
  status: string
  finished: string
  nps: string | number
  why: string
  csat: string | number
}
/** The columns of an export of Qualtrics with three lines of headings, the second in German. */
export const qualtricsColumns = (answers: QualtricsAnswer[], quote = '"'): Cells[] =>
  [
    ['StartDate', 'Anfangsdatum', importId('startDate', zone), ...answers.map(() => '2021-07-23 09:00:09')],
    ['EndDate', 'Enddatum', importId('endDate', zone), ...answers.map(() => '2021-07-23 09:44:10')],
    ['Status', 'Antworttyp', importId('status'), ...answers.map(({ status }) => status)],
    ['Progress', 'Fortschritt', importId('progress'), ...answers.map(() => 100)],
    ['Finished', 'Beendet', importId('finished'), ...answers.map(({ finished }) => finished)],
    ['RecordedDate', 'Erfassungsdatum', importId('recordedDate', zone), ...answers.map(() => '2021-07-23 23:44:11')],
    ['ResponseId', 'Antwort-ID', importId('_recordId'), ...answers.map((_, at) => `R_${at + 1}`)],
    ['RecipientFirstName', 'Vorname', importId('recipientFirstName'), ...answers.map(() => 'Maria')],
    ['RecipientEmail', 'E-Mail', importId('recipientEmail'), ...answers.map(() => 'maria@example.com')],
    ['UserLanguage', 'Benutzersprache', importId('userLanguage'), ...answers.map(() => 'DE-CH')],
    [
      'Q1',
      'Wie wahrscheinlich ist es,\n dass Sie uns weiterempfehlen?',
      importId('QID1'),
      ...answers.map(({ nps }) => nps),
    ],
    ['Q1_NPS_GROUP', 'Gruppe', importId('QID1_NPS_GROUP'), ...answers.map(() => 'Passive')],
    ['Q2', 'Warum?', importId('QID2_TEXT'), ...answers.map(({ why }) => why)],
    ['Q3', 'Wie zufrieden sind Sie mit der Abfertigung?', importId('QID3'), ...answers.map(({ csat }) => csat)],
  ].map((column) => column.map((cell, at) => (at === 2 ? String(cell).replaceAll('"', quote) : cell)))

interface Export {
  file: string
  bytes: Buffer
  /** Of its two answers. */
  comment: string
}

/** One export of each tool with two answers, of which the first says something about a person that is masked. */
export const exportsOf: Record<Exclude<Family, 'other'>, Export> = {
  qualtrics: {
    file: 'qualtrics.csv',
    bytes: tableOf(
      ...qualtricsColumns([
        { status: '0', finished: '1', nps: 9, why: 'Danke, Maria, alles gut', csat: 5 },
        { status: '0', finished: '1', nps: 3, why: 'zu langsam', csat: 2 },
      ]),
    ),
    comment: 'Danke, [name], alles gut',
  },
  surveymonkey: {
    file: 'surveymonkey.csv',
    bytes: tableOf(
      ['Respondent ID', '', '118', '119'],
      ['Collector ID', '', '9', '9'],
      ['Start Date', '', '04/22/2016 07:57:50 PM', '04/23/2016 07:57:50 AM'],
      ['End Date', '', '04/22/2016 08:02:11 PM', '04/23/2016 08:02:11 AM'],
      ['First Name', '', 'Ann', ''],
      ['Last Name', '', 'Lee', ''],
      ['How likely is it that you would recommend us?', 'Response', 10, 6],
      ['Which did you use?', 'Security', 'Security', 'Security'],
      ['', 'Lounge', '', 'Lounge'],
      ['', 'Other (please specify)', 'the bus', ''],
      ['Anything else?', 'Open-Ended Response', 'Ann here, loved it', ''],
      ['How satisfied were you with …', 'Check-in', 'Very satisfied', 'Dissatisfied'],
      ['', 'Boarding', 'Satisfied', 'Neither satisfied nor dissatisfied'],
    ),
    comment: '[name] here, loved it',
  },
  typeform: {
    file: 'typeform.csv',
    bytes: tableOf(
      ['#', 'abc1', 'abc2'],
      ['<strong>How likely</strong> are you to recommend us to a friend?', 9, 3],
      ['What could we do better?', 'Shorter lines, write to a@example.com', 'More seats'],
      ['Response Type', 'completed', 'partial'],
      ['Start Date (UTC)', '2024-01-05 10:00:00', '2024-01-05 10:00:00'],
      ['Stage Date (UTC)', '', ''],
      ['Submit Date (UTC)', '2024-01-05 10:01:00', '2024-01-05 10:02:00'],
      ['Network ID', 'n', 'm'],
      ['Tags', '', ''],
    ),
    comment: 'Shorter lines, write to [e-mail]',
  },
  'google forms': {
    file: 'google-forms.csv',
    bytes: tableOf(
      ['Timestamp', '4/22/2016 19:57:50', '4/23/2016 9:01:00'],
      ['How satisfied are you with your visit?', 4, 2],
      ['What should we know?', 'Call me at +44 20 7946 0958 please', 'The lift was out of order again'],
    ),
    comment: 'Call me at [phone] please',
  },
  alchemer: {
    file: 'alchemer.csv',
    bytes: tableOf(
      ['Response ID', '1', '2'],
      ['Time Started', '2015-03-02 10:00:00', '2015-03-02 11:00:00'],
      ['Date Submitted', '2015-03-02 10:05:00', '2015-03-02 11:05:00'],
      ['Status', 'Complete', 'Partial'],
      ['Language', 'English', 'German'],
      ['IP Address', '10.0.0.1', '10.0.0.2'],
      ['Security:How would you rate the following?', 4, 2],
      ['Comments:', 'The queue was far too long, b@example.com', ''],
    ),
    comment: 'The queue was far too long, [e-mail]',
  },
  formbricks: {
    file: 'formbricks.csv',
    bytes: tableOf(
      ['No.', '1', '2'],
      ['Response ID', 'cl1', 'cl2'],
      ['Timestamp', '2024-05-01T10:00:00.000Z', '2024-05-01T12:00:00.000Z'],
      ['Finished', 'Yes', 'No'],
      ['Survey ID', 's', 's'],
      ['Formbricks ID (internal)', 'i', 'i'],
      ['userAgent - browser', 'Firefox', 'Chrome'],
      ['1. How likely are you to recommend us?', 10, 4],
      ['2. What is the main reason?', 'Friendly people, c@example.com', ''],
      ['person.email', 'a@example.com', ''],
    ),
    comment: 'Friendly people, [e-mail]',
  },
  delighted: {
    file: 'delighted.json',
    bytes: Buffer.from(
      JSON.stringify(
        [10, 5].map((score, at) => ({
          id: String(at + 1),
          person: { email: 'a@example.com', name: 'Ann Bee' },
          survey_type: 'nps',
          score,
          comment: at ? 'Slow today' : 'Ann Bee says thanks',
          created_at: 1767607200,
          person_properties: { country: 'DE' },
          additional_answers: [{ question: { id: 'q', text: 'Was it quick?' }, value: { scale: 4 } }],
        })),
      ),
    ),
    comment: '[name] says thanks',
  },
}
