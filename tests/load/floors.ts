/**
 * What the pages are measured against: the same rows from pg and the same markup through renderToString, served by node:http
 * and nothing else. Run by bench.ts as a process of its own, which is told the floors over its IPC channel.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { type Node, treeOf } from './markup.ts'

export interface Floor {
  path: string
  /** A page of ours; what its scripts and links to them say is left out. */
  html: string
  /** The statements that fetch what the page shows, each with its values. */
  queries: { text: string; values: unknown[] }[]
  /** Without it only the statements are run. */
  rendered: boolean
}

/** Creates every element anew, as any component would. */
const elements = (nodes: readonly Node[]): ReactNode[] =>
  nodes.map((node, key) =>
    typeof node === 'string' ? node : createElement(node.tag, { key, ...node.props }, ...elements(node.children)),
  )

interface Told {
  databaseUrl: string
  /** The organisation that every connection is bound to. */
  org: string
  floors: Floor[]
}

process.once('message', ({ databaseUrl, org, floors }: Told) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options: `-c app.org_id=${org}` })
  const pages = new Map(floors.map(({ path, html, ...rest }) => [path, { tree: treeOf(html), ...rest }]))
  const server = createServer(async (req, res) => {
    const page = pages.get(req.url ?? '')
    if (!page) return void res.writeHead(404).end()
    const client = await pool.connect()
    for (const [at, { text, values }] of page.queries.entries())
      await client.query({ name: `${req.url}${at}`, text, values })
    client.release()
    const body = page.rendered
      ? Buffer.from('<!doctype html>' + renderToString(elements(page.tree)))
      : Buffer.from('done')
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }).end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
})
process.once('disconnect', () => process.exit())
