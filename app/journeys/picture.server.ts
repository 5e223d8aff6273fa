// A drawing as a picture (PNG), rendered off the main thread with the fonts that are shipped.
import { renderAsync } from '@resvg/resvg-js'
import { createRequire } from 'node:module'
import path from 'node:path'

const fonts = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-latin')), '../fonts')
const fontFiles = ['Regular', 'SemiBold'].map((weight) => path.join(fonts, `NotoSans-${weight}.ttf`))

/** Pixels at most: beyond that, pictures are too large for the programs they go into. */
const mostPixels = 40_000_000

/** Letters that the shipped fonts lack (Arabic, Chinese …) are taken from the system's, where it has any. */
export async function pictureOf(svg: string): Promise<Buffer> {
  const [, width = '1', height = '1'] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  const zoom = Math.min(2, Math.sqrt(mostPixels / (Number(width) * Number(height))))
  const loadSystemFonts = /[^\u0000-\u052f\u0900-\u097f\u1e00-\u218f…]/u.test(svg)
  const picture = await renderAsync(svg, {
    font: { fontFiles, loadSystemFonts, defaultFontFamily: 'Noto Sans', sansSerifFamily: 'Noto Sans' },
    fitTo: { mode: 'zoom', value: zoom },
  })
  return picture.asPng()
}
