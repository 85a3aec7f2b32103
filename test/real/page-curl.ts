import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PAGE = resolve('../shared/documented-page')

/** The text of the documented page, which lies beside the project; `undefined` where it does not. */
export function pageText(): string | undefined {
  const name = existsSync(PAGE) ? readdirSync(PAGE).find((file) => file.endsWith('.txt')) : undefined
  return name === undefined ? undefined : readFileSync(join(PAGE, name), 'utf8')
}

/**
 * The curl samples of the page. The second one lacks its first line and a comma, on the page as in the vendor's own guide: the line is put
 * back.
 */
export function printedSamples(page: string): string[] {
  const firstLine = "curl --location --request POST 'https://api.shubiaobiao.com/anthropic/v1/messages' \\\n"
  const found = page.match(/(?:^curl .*\n)?^--header "api-key[^]*?^\}'$/gm) ?? []
  return found.map((sample) => (sample.startsWith('curl') ? sample : firstLine + sample))
}

/** The same with the comma put back, so that what is left of them is as documented. */
export function curlSamples(page: string): string[] {
  return printedSamples(page).map((sample) => sample.replace('"{MIME_TYPE}"\n', '"{MIME_TYPE}",\n'))
}
