const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * The keys that an object has twice: `JSON.parse` takes the last of them without a word.
 * @param json must be valid
 * @returns each once
 */
export function repeatedKeys(json: string): readonly string[] {
  const repeated = new Set<string>();
  // The keys of each object around the token; an array has none.
  const around: Set<string>[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{" || token === "[") around.push(new Set());
    if (token === "}" || token === "]") around.pop();
    if (token === ":") {
      const key = JSON.parse(last) as string;
      if (around.at(-1)?.has(key)) repeated.add(key);
      around.at(-1)?.add(key);
    }
    last = token;
  }
  return [...repeated];
}
