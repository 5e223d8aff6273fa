// The encodings of text that are read, by name; apart from the tables that read them, which no browser needs. Pure.

/** What a person may choose. The others that are recognised are named as they are. */
export const encodingChoices = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'windows-1252',
  'ISO-8859-15',
  'macintosh',
  'CP850',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'KOI8-R',
  'Shift_JIS',
  'EUC-JP',
  'GB18030',
  'Big5',
  'EUC-KR',
] as const
export type EncodingName = (typeof encodingChoices)[number]
