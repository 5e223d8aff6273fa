// Exports of each tool by the rules of its format, in every dialect that is known; and the genuine files with their known facts.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { csvOf, exportsOf, qualtricsColumns, tableOf } from '#tests/support/survey-exports.ts'
import { readFile, rolesOf } from './reading.ts'

const [csv, table, qualtrics] = [csvOf, tableOf, qualtricsColumns]

describe('Qualtrics', () => {
  const one = { status: '0', finished: '1', nps: 9, why: 'Danke, Maria', csat: 5 }
  test('three header rows, the second in another language and over two lines, numbers', () => {
    const read = readFile(
      table(
        ...qualtrics([
          one,
          { ...one, status: '1' },
          { ...one, finished: '0', nps: 11 },
          { ...one, finished: '0', nps: 3, why: 'zu langsam', csat: 2 },
        ]),
      ),
    )
    expect(read.layout).toMatchObject({ family: 'qualtrics', headerRows: 3 })
    expect(rolesOf(read)).toEqual({
      Status: 'status',
      Finished: 'finished',
      RecordedDate: 'answered at',
      ResponseId: 'response id',
      RecipientFirstName: 'name',
      RecipientEmail: 'email',
      UserLanguage: 'language',
      Q1: 'nps',
      Q2: 'comment',
      Q3: 'csat',
    })
    expect(read.column('Q1')).toMatchObject({
      key: 'QID1',
      label: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
    })
    expect(read.results.map(({ is }) => is)).toEqual(['response', 'left out', 'problem', 'response'])
    expect(read.results[2]).toEqual({
      is: 'problem',
      problems: [{ column: 'Q1', cell: '11', reason: '11 is not on the scale from 0 to 10.' }],
    })
    // The times are Denver's: eleven in the evening there is the next day in UTC.
    expect(read.responses[0]).toMatchObject({
      externalId: 'R_1',
      answeredOn: '2021-07-24',
      answeredAt: Date.UTC(2021, 6, 24, 5, 44, 11),
      language: 'de',
      masked: { name: 1 },
    })
    expect(Object.values(read.responses[0]!.texts)).toEqual(['Danke, [name]'])
    expect(read.responses[1]).toMatchObject({ finished: false })
    expect(read.lines).toEqual([5, 6, 7, 8])
  })
  test('the same as text', () => {
    const text = {
      status: 'IP Address',
      finished: 'True',
      nps: '10 - Äußerst wahrscheinlich',
      why: 'a',
      csat: 'Very satisfied',
    }
    const read = readFile(
      table(
        ...qualtrics([
          text,
          { ...text, status: 'Survey Preview' },
          { ...text, finished: 'False', nps: 7, csat: 'Satisfied' },
        ]),
      ),
    )
    expect(read.responses.map(({ scores }) => Object.values(scores))).toEqual([
      [10, 5],
      [7, 4],
    ])
    expect(read.responses.map(({ finished }) => finished)).toEqual([true, false])
  })
  test('of 2016, the third row in single quotes', () => {
    const read = readFile(table(...qualtrics([one], "'")))
    expect(read.layout.headerRows).toBe(3)
    expect(read.column('Q1').key).toBe('QID1')
    expect(read.layout.columns[5]!.zone).toBe('America/Denver')
  })
  const legacy = ['ResponseID', 'ResponseSet', 'Name', 'EmailAddress', 'Status', 'StartDate', 'EndDate', 'Finished']
  test.each([
    ['names', [...legacy, 'Q1']],
    ['numbered names', [...legacy.map((_, at) => `V${at + 1}`), 'Q1']],
  ])('legacy, two header rows with a mark in front: %s', (_, names) => {
    const rows = [1, 2, 3].map((n) => [
      `R_${n}`,
      'Default',
      'Maria',
      'm@example.com',
      '0',
      '2014-03-10 10:20:30',
      '2014-03-10 10:25:30',
      '1',
      8 + (n % 2),
    ])
    const read = readFile(
      Buffer.concat([Buffer.from('\ufeff'), csv(names, [...legacy, 'How likely are you to recommend us?'], ...rows)]),
    )
    expect(read.layout).toMatchObject({ family: 'qualtrics', headerRows: 2 })
    expect(Object.values(rolesOf(read))).toEqual([
      'response id',
      'name',
      'email',
      'status',
      'answered at',
      'finished',
      'nps',
    ])
    expect(read.responses.map(({ externalId }) => externalId)).toEqual(['R_1', 'R_2', 'R_3'])
  })
  test('tab-separated, without quotes', () => {
    const columns = qualtrics([one, { ...one, nps: 6, csat: 3 }])
    const rows = columns[0]!.map((_, at) => columns.map((column) => String(column[at]).replace('\n', ' ')).join('\t'))
    const read = readFile(Buffer.from(rows.join('\n')))
    expect(read.responses.map(({ scores }) => Object.values(scores))).toEqual([
      [9, 5],
      [6, 3],
    ])
  })
})

describe('SurveyMonkey', () => {
  test('two header rows: questions spread over blank cells', () => {
    const read = readFile(exportsOf.surveymonkey.bytes)
    expect(read.layout).toMatchObject({ family: 'surveymonkey', headerRows: 2 })
    expect(read.layout.columns.slice(7, 9).map(({ label }) => label)).toEqual([
      'Which did you use? – Security',
      'Which did you use? – Lounge',
    ])
    expect(read.scores('How likely is it that you would recommend us?')).toEqual([10, 6])
    expect(read.scores('How satisfied were you with … – Check-in')).toEqual([5, 2])
    expect(read.responses[0]!.answeredAt).toBe(Date.UTC(2016, 3, 22, 20, 2, 11))
    expect(Object.values(read.responses[0]!.texts).join()).toContain('[name] here, loved it')
  })
  test('one header row, and an id written in one word', () => {
    const read = readFile(readFileSync('tests/fixtures/surveymonkey_one_header.csv'))
    expect(read.layout).toMatchObject({ family: 'surveymonkey', headerRows: 1 })
    expect(read.column('RespondentID').role).toBe('response id')
    expect(read.responses).toHaveLength(40)
  })
})

describe('a guess', () => {
  test('goes by what the heading asks, where a few cells are wrong: they are problems to look at', () => {
    const read = readFile(
      csv(
        ['Response ID', 'Date', 'How likely are you to recommend us?'],
        ['a', '2026-03-01', '9'],
        ['b', '2026-03-02', 'nine'],
        ['b', '2026-03-03', '3'],
        ['d', '2026-03-04', '10'],
      ),
    )
    expect(read.mapping.columns.map(({ role }) => role)).toEqual(['response id', 'answered at', 'nps'])
    expect(read.results.map(({ is }) => is)).toEqual(['response', 'problem', 'response', 'response'])
  })
  test('takes what SurveyMonkey calls open-ended for a comment, however few wrote one', () => {
    const days = Array.from({ length: 5 }, (_, at) => `04/2${at}/2016 10:00:00 AM`)
    const read = readFile(
      table(
        ['Respondent ID', '', '1', '2', '3', '4', '5'],
        ['End Date', '', ...days],
        ['How likely is it that you would recommend us?', 'Response', '9', '10', '3', '8', '7'],
        ['What else?', 'Open-Ended Response', '', '', 'Slow', '', 'Slow'],
      ),
    )
    expect(read.layout).toMatchObject({ family: 'surveymonkey', headerRows: 2 })
    expect(read.column('What else?').role).toBe('comment')
  })
  test('knows from Delighted’s own column what it asked', () => {
    const rows = (type: string, ...scores: string[]) =>
      readFile(
        csv(
          ['Response ID', 'Survey Type', 'Score', 'Comment', 'Created At', 'Person Email', 'Permalink'],
          ...scores.map((score, at) => [
            `${at}`,
            type,
            score,
            'Fine, thank you',
            `2026-03-0${at + 1} 10:00:00`,
            '',
            '',
          ]),
        ),
      ).column('Score')
    expect(rows('nps', '9', '10', '3')).toMatchObject({ role: 'nps', scale: { low: 0, high: 10 } })
    expect(rows('csat', '5', '4', '1')).toMatchObject({ role: 'csat', scale: { low: 1, high: 5 } })
  })
  test('leaves out what somebody consents to', () => {
    const read = readFile(
      csv(
        ['Date', 'I have read the privacy notice and consent', 'Overall rating'],
        ['2026-03-01', '1', '4'],
        ['2026-03-02', '1', '5'],
        ['2026-03-03', '2', '2'],
      ),
    )
    expect(read.mapping.columns.map(({ role }) => role)).toEqual(['answered at', 'leave out', 'mean'])
  })
})

describe('other tools', () => {
  test('Typeform’s responses that were never sent off are of the day of their last stage, or of their start', () => {
    const read = readFile(
      csv(
        [
          '#',
          'How likely are you to recommend us?',
          'Response Type',
          'Start Date (UTC)',
          'Stage Date (UTC)',
          'Submit Date (UTC)',
          'Network ID',
        ],
        ['a', '9', 'completed', '2026-03-01 10:00:00', '', '2026-03-01 10:02:00', 'n'],
        ['b', '3', 'partial', '2026-03-02 10:00:00', '2026-03-03 10:01:00', '', 'n'],
        ['c', '4', 'started', '2026-03-04 10:00:00', '', '', 'n'],
      ),
    )
    expect(read.layout.family).toBe('typeform')
    expect(read.responses.map(({ answeredOn, finished }) => [answeredOn, finished])).toEqual([
      ['2026-03-01', true],
      ['2026-03-03', false],
      ['2026-03-04', false],
    ])
  })
  test('Typeform, new and old: UTC stands in the heading, tags in questions', () => {
    const fresh = readFile(exportsOf.typeform.bytes)
    expect(fresh.layout).toMatchObject({ family: 'typeform', headerRows: 1 })
    expect(fresh.column('What could we do better?').role).toBe('comment')
    expect(fresh.scores('How likely are you to recommend us to a friend?')).toEqual([9, 3])
    expect(fresh.responses.map(({ externalId, finished }) => [externalId, finished])).toEqual([
      ['abc1', true],
      ['abc2', false],
    ])
    const old = readFile(
      table(
        ['#', 'abc1', 'abc2'],
        ['<strong>How likely</strong> are you to recommend us to a friend?', 9, 3],
        ['What could we do better?', 'Shorter lines at the desk', 'More seats'],
        ['Start Date (UTC)', '2017-01-05 10:00:00', ''],
        ['Submit Date (UTC)', '2017-01-05 10:01:00', '2017-01-05 10:02:00'],
        ['Network ID', 'n', 'm'],
      ),
    )
    expect(old.responses[0]!.answeredAt).toBe(Date.UTC(2017, 0, 5, 10, 1))
  })
  test('Google Forms: which of day and month comes first is told by the dates', () => {
    const form = (...times: string[]) =>
      table(['Timestamp', ...times], ['How satisfied are you with your visit?', ...times.map((_, at) => 1 + (at % 5))])
    const american = readFile(form('4/22/2016 19:57:50', '4/23/2016 9:01:00'))
    expect(american.layout.family).toBe('google forms')
    expect(american.mapping.dayOrder).toBe('month first')
    expect(readFile(form('22/4/2016 19:57:50')).mapping.dayOrder).toBe('day first')
    expect(american.column('How satisfied are you with your visit?').role).toBe('csat')
  })
  test('Alchemer, everything quoted', () => {
    const read = readFile(exportsOf.alchemer.bytes)
    expect(read.layout.family).toBe('alchemer')
    expect(read.column('Comments:').role, 'a question called as a column of the tool’s own').toBe('comment')
    expect(read.responses.map(({ language, finished }) => [language, finished])).toEqual([
      ['en', true],
      ['de', false],
    ])
    expect(read.scores('Security:How would you rate the following?')).toEqual([4, 2])
  })
  test('Formbricks', () => {
    const read = readFile(exportsOf.formbricks.bytes)
    expect(read.layout.family).toBe('formbricks')
    expect(rolesOf(read)).toMatchObject({
      'Response ID': 'response id',
      Timestamp: 'answered at',
      'person.email': 'email',
    })
    expect(read.scores('1. How likely are you to recommend us?')).toEqual([10, 4])
    expect(read.responses.map(({ finished }) => finished)).toEqual([true, false])
  })
  test('a table of its own: title above, semicolons, two columns of one name, blanks around headings', () => {
    const text =
      'Export of 3 May\n\nid;NETPRO  ;date;Comment;Comment\nx1;9;03.05.2024;gut und schnell bedient worden;nichts\nx2;11;04.05.2024;war nicht so gut an der Kasse;alles\nx3;7,0;29.05.2024;ganz in Ordnung eigentlich;wenig\n'
    const read = readFile(Buffer.from(text))
    expect(read.layout).toMatchObject({ family: 'other', skip: 1, headerRows: 1 })
    expect(read.layout.columns.map(({ key }) => key)).toEqual(['id', 'NETPRO', 'date', 'Comment', 'Comment (2)'])
    expect(read.lines).toEqual([4, 5, 6])
  })
})

const shared = '../shared/data'
const whole = (name: string) => readFileSync(`${shared}/${name}`)
describe.skipIf(!existsSync(shared))('the genuine files, whole, by the guesses alone', () => {
  test('a store chain in France: 13,612 answered, NPS 53.42, 3,839 comments', () => {
    const read = readFile(whole('retail/retail_nps_fr.csv'))
    const scores = read.scores('nps')
    const [promoters, detractors] = [scores.filter((n) => n >= 9).length, scores.filter((n) => n <= 6).length]
    expect([scores.length, promoters, scores.length - promoters - detractors, detractors]).toEqual([
      13_612, 8_465, 3_953, 1_194,
    ])
    expect((100 * (promoters - detractors)) / scores.length).toBeCloseTo(53.42, 2)
    expect(read.responses.flatMap(({ texts }) => Object.values(texts))).toHaveLength(3_839)
    expect(read.results.filter(({ is }) => is === 'problem')).toEqual([])
  })
  test('a study in Qualtrics: 156 answers, 195 columns, 22 unfinished, times of Denver', () => {
    const read = readFile(whole('qualtrics/voting_study_numeric.csv'))
    expect(read.layout).toMatchObject({ family: 'qualtrics', headerRows: 3 })
    expect([read.results.length, read.layout.columns.length]).toEqual([156, 195])
    const unfinished = read.results.filter((result) =>
      result.is === 'left out' ? !result.finished : result.is === 'response' && !result.response.finished,
    )
    expect(unfinished).toHaveLength(22)
    expect(read.layout.columns[7]!.zone).toBe('America/Denver')
  })
  test.each([2013, 2014, 2015, 2016])('airport passengers of %i: 6 and 0 are no answers', (year) => {
    const read = readFile(whole(`sfo/${year}_SFO_Customer_Survey.csv`))
    const name = read.layout.columns.find((column) => /^Q7(O_WHOLE|ALL)$/.test(column.name))!.name
    expect(read.column(name)).toMatchObject({ role: 'mean', scale: { low: 1, high: 5 }, codes: '0, 6' })
    expect(read.results.length).toBeGreaterThan(2800)
    expect(read.results.filter(({ is }) => is === 'problem')).toEqual([])
    expect(read.scores(name).filter((n) => n < 1 || n > 5)).toEqual([])
  })
  test('SurveyMonkey: 1,040 answers', () => {
    expect(readFile(whole('surveymonkey/flying_etiquette_one_header.csv')).responses).toHaveLength(1_040)
  })
})
