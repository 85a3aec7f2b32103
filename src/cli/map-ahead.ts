/** Runs `task` for at most `atOnce` items at a time, and yields what it returns in the order of the items. */
export async function* mapAhead<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  task: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  for await (const item of items) {
    const result = task(item)
    // Awaited in its turn; until then it must not count as an error that nobody handles.
    result.catch(() => undefined)
    running.push(result)
    if (running.length === atOnce) yield await running.shift()!
  }
  for (const result of running) yield await result
}
