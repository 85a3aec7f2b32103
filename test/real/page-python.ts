/** The Python samples of the documented page, as it prints them. */
export function pythonSamples(page: string): string[] {
  return page.match(/^(?:import os\n)?from (?:anthropic|openai) import [^]*?^print\(.*\)$/gm) ?? []
}

/** The second one lacks an import and a comma: what is left of it is as documented. */
export function mended(sample: string): string {
  return `import os\n${sample.replace('"{MIME_TYPE}"\n', '"{MIME_TYPE}",\n')}`
}
