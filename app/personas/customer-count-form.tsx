import { paths } from '#app/paths.ts'
import { RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber, formatPercent, plural } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Table } from '#app/ui/table.tsx'
import { customerCountForm, measured, newSegment, valueInWords } from './customer-count.ts'
import { type CustomerGroup, type ValueUnit, valueUnitNames, valueUnits } from './customer-file.ts'
import type { CustomerFileFacts } from './customer-file-facts.server.ts'

type Facts = Pick<CustomerFileFacts, 'org' | 'currency' | 'found' | 'segmentColumn' | 'segments' | 'valued' | 'offered'>

/** Each group of the file with its sums and the segment it is given to; sending it keeps the sums and drops the file. */
export function CustomerCountForm({ org, currency, found, segmentColumn, segments, valued, offered }: Facts) {
  const { locale } = useLocale()
  const { groups } = found.summary
  const unit = offered.valueUnit as ValueUnit
  const measure = { valueName: '', valueUnit: unit, currency: unit && unit !== 'other' ? currency : null }
  const whole = {
    customers: sumOf(groups, 'customers'),
    valueSum: groups.reduce((sum, g) => sum + Number(g.valueSum), 0),
  }
  const rows = groups.map((group, at) => ({
    at,
    label: group.label,
    ...measured({ ...group, valueSum: Number(group.valueSum), leftCount: group.left }, whole),
  }))
  const choices = segments.map(({ id, name }) => ({ value: id, label: name }))
  const named = (label: string) =>
    label === '' || segments.some(({ name }) => name.toLowerCase() === label.toLowerCase())
      ? choices
      : [{ value: newSegment, label: `New segment “${label}”` }, ...choices]
  return (
    <Form
      name="application"
      schema={customerCountForm}
      values={offered}
      version={found.version}
      action={paths.customerFileApplication(org, found.id)}
      submit="Keep these sums"
      cancel={paths.newCustomerCount(org)}
      labels={Object.fromEntries(rows.map(({ at, label }) => [`group_${at}`, label || 'Lines that say no segment']))}
      careless
    >
      <div className="grid max-w-3xl gap-5 sm:grid-cols-2">
        <TextField name="name" label="Where it comes from" hint="Such as “CRM, all contracts”." />
        <DateField name="countedOn" label="The day it describes" hint="Mostly the day of the export." />
      </div>
      {valued && (
        <Fieldset legend="What the value is">
          <TextField name="valueName" label="In words" />
          <RadioGroup
            name="valueUnit"
            label="Counted in"
            hint={`Money is in ${currency}, your organisation’s currency.`}
            options={valueUnits.map((value) => ({ value, label: valueUnitNames[value] }))}
            segmented
          />
        </Fieldset>
      )}
      <Table
        caption={`Groups of customers by “${segmentColumn}”`}
        rows={rows}
        rowKey={(row) => String(row.at)}
        columns={[
          {
            key: 'label',
            header: segmentColumn ?? 'Group',
            cell: (row) =>
              row.label ? <span dir="auto">{row.label}</span> : <span className="text-ink-muted">says nothing</span>,
          },
          {
            key: 'customers',
            header: 'Customers',
            align: 'end',
            cell: (row) => (
              <>
                {formatNumber(row.customers, 0, locale)}
                <Muted>{row.share !== null && formatPercent(row.share, 1, locale)}</Muted>
              </>
            ),
          },
          ...(valued
            ? [
                {
                  key: 'sum',
                  header: 'Sum of the value',
                  align: 'end' as const,
                  cell: (row: (typeof rows)[number]) => (
                    <>
                      {valueInWords(row.valueSum, measure, locale)}
                      <Muted>{row.valueShare !== null && formatPercent(row.valueShare, 1, locale)}</Muted>
                    </>
                  ),
                },
                {
                  key: 'mean',
                  header: 'Mean',
                  align: 'end' as const,
                  cell: (row: (typeof rows)[number]) => (
                    <>
                      {row.mean === null ? 'not known' : valueInWords(row.mean, measure, locale)}
                      <Muted>
                        {row.knownValues < row.customers &&
                          `${formatNumber(row.customers - row.knownValues, 0, locale)} not known`}
                      </Muted>
                    </>
                  ),
                },
              ]
            : []),
          {
            key: 'left',
            header: 'Left',
            align: 'end',
            cell: (row) =>
              row.leftShare === null ? (
                <span className="text-ink-muted">not counted</span>
              ) : (
                <>
                  {formatPercent(row.leftShare, 1, locale)}
                  <Muted>{plural(row.leftCount, 'customer', 'customers', locale)}</Muted>
                </>
              ),
          },
          {
            key: 'segment',
            header: 'Goes to',
            width: '16rem',
            cell: (row) => (
              <SelectField
                name={`group_${row.at}`}
                label={`Segment for “${row.label || 'lines that say nothing'}”`}
                options={named(row.label)}
                empty="leave out"
                hideLabel
              />
            ),
          },
        ]}
      />
      <p className="max-w-prose text-sm text-ink-muted">
        What is left out still counts in the whole, so that shares are shares of all{' '}
        {formatNumber(whole.customers, 0, locale)} customers.
      </p>
    </Form>
  )
}

const sumOf = (groups: readonly CustomerGroup[], key: 'customers') => groups.reduce((sum, group) => sum + group[key], 0)

const Muted = ({ children }: { children: React.ReactNode }) =>
  children ? <span className="block text-xs text-ink-muted">{children}</span> : null
