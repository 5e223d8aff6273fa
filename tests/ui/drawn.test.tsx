import { describe, expect, test } from 'vitest'
import { ProgressBar, Sparkline, StackedBar, TimeChart } from '#app/ui/chart.tsx'
import { Difference } from '#app/ui/difference.tsx'
import { TextLink, WebLink } from '#app/ui/link.tsx'
import { Prose } from '#app/ui/page.tsx'
import { isSafePath } from '#app/ui/safe-link.ts'
import { PersonChip, Status, tones } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { readTheme } from '#app/ui/theme.ts'
import { drawn } from '#tests/support/drawn.tsx'

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('links lead nowhere else', () => {
  test.each(['/acme', '/acme?q=a%20b#c', '#main', '?page=2'])('%s is safe', (path) =>
    expect(isSafePath(path)).toBe(true),
  )
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '\t//x',
    ' /a',
    '',
  ])('%j is not', (path) => expect(isSafePath(path)).toBe(false))
  test('what is not safe is text', () => {
    expect(drawn(<TextLink href="//evil.example">Go</TextLink>)).not.toContain('href')
    expect(drawn(<WebLink href="javascript:alert(1)" />)).not.toContain('href')
    expect(drawn(<WebLink href="https://example.com/a" />)).toContain('rel="noopener noreferrer nofollow"')
  })
})

describe('statuses', () => {
  test('every tone has a shape of its own and its word', () => {
    const shapes = tones.map((tone) => /<svg[^>]*>(.*?)<\/svg>/.exec(drawn(<Status tone={tone}>word</Status>))![1])
    expect(new Set(shapes).size).toBe(tones.length)
  })
  test('nobody is a word', () => expect(text(drawn(<PersonChip name={null} />))).toContain('nobody'))
})

describe('charts', () => {
  const point = (month: number, value: number | null) => ({
    period: `2026-0${month}-01`,
    label: `Month ${month}`,
    value,
  })
  const chart = (points: ReturnType<typeof point>[]) =>
    drawn(<TimeChart points={points} unit="%" decimals={1} direction="higher" caption="It rose." />)
  test('gaps stay gaps', () => {
    const html = chart([point(1, 1), point(2, 2), point(3, null), point(4, 3), point(5, 4)])
    const line = /<path d="([^"]+)" fill="none" class="stroke-accent" stroke-width="2.25"/.exec(html)![1]!
    expect(line.match(/M/g)).toHaveLength(2)
    expect(html).not.toContain('NaN')
  })
  test('the numbers stand in a table', () => {
    const html = chart([point(1, 12.34), point(2, null)])
    expect(html).toContain('role="img"')
    expect(text(html)).toContain('Month 2 no data')
    expect(text(html)).toContain('Month 1 12.3%')
  })
  test('a restated value is drawn beside what it said before, and both are said in words', () => {
    const html = drawn(
      <TimeChart
        points={[point(1, 10), { ...point(2, 12), restated: true, earlier: [30, 11] }]}
        unit="%"
        decimals={1}
        direction="higher"
        caption="It rose."
      />,
    )
    const plot = html.slice(0, html.indexOf('</svg>'))
    expect(plot.match(/<circle[^>]*class="fill-raised stroke-accent"/g)).toHaveLength(2)
    expect(text(plot)).toMatch(/was 30.0%.*was 11.0%/)
    expect(plot).not.toMatch(/NaN|c[xy]="-/) // the scale has room for what is no longer so
    expect(/<desc[^>]*>(.*?)<\/desc>/s.exec(plot)![1]).toContain(
      'Restated: Month 2 from 30.0%, and before that 11.0% to 12.0%.',
    )
    expect(text(html)).toContain('Month 2 12.0% Restated: before it said 30.0%, and before that 11.0%.')
    expect(text(html)).toContain('restated: now, and before')
    expect(text(chart([{ ...point(1, 10), restated: true } as ReturnType<typeof point>]))).toContain(
      'Restated: the same value from other figures.',
    )
  })
  test('odd data is drawn without nonsense', () => {
    for (const points of [[point(1, 5)], [point(1, 0), point(2, 0)], [point(1, -5), point(2, 1e12)]])
      expect(chart(points)).not.toMatch(/NaN|Infinity/)
    expect(text(chart([point(1, null)]))).toContain('No values yet.')
  })
  test('no data is not zero', () => {
    expect(text(drawn(<ProgressBar value={null} label="Progress" />))).toContain('no data')
    expect(drawn(<ProgressBar value={0} label="Progress" />)).toContain('aria-valuenow="0"')
    expect(text(drawn(<Sparkline points={[{ value: null }]} label="x" />))).toContain('no data')
    expect(text(drawn(<StackedBar parts={[]} label="x" />))).toContain('no data')
  })
})

describe('text people typed', () => {
  test('stays text', () => {
    const html = drawn(<Prose text={'One <script>alert(1)</script>\n\n- a\n- b'} />)
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(/<li>/g)).toHaveLength(2)
  })
  test('differences are said in words', () =>
    expect(text(drawn(<Difference before="two days" after="one day" />))).toMatch(
      /\[removed: two days ?\] .*\[added: one day ?\]/,
    ))
})

test('a table says its order and labels its stacked cells', () => {
  const html = drawn(
    <Table
      caption="Plans"
      rows={[{ id: '1', name: 'A' }]}
      rowKey={(row) => row.id}
      columns={[
        { key: 'name', header: 'Name', sort: true, cell: (row) => row.name },
        { key: 'id', header: 'Number', cell: (row) => row.id },
      ]}
      sort={{ key: 'name', direction: 'desc' }}
      sortHref={(key) => `?sort=${key}`}
    />,
  )
  expect(html).toContain('aria-sort="descending"')
  expect(html.match(/Number/g)).toHaveLength(2)
})

test('the theme is one of three', () => {
  expect(readTheme('a=b; theme=dark')).toBe('dark')
  expect(readTheme('theme=evil"><script>')).toBe('system')
  expect(readTheme('mytheme=dark')).toBe('system')
  expect(readTheme(null)).toBe('system')
})
