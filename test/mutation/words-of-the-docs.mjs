const WORDS = ["meaning", "when"];

/**
 * Leaves out the texts that the table of the states has for docs/states.md alone: the page, which test/docs.test.ts
 * compares, would catch any change of the table, a right one too.
 */
const wordsOfTheDocs = {
  shouldIgnore({ node, parent }) {
    const isWord = node.type === "StringLiteral" && parent.type === "ObjectProperty" && WORDS.includes(parent.key.name);
    return isWord ? "a text of docs/states.md" : undefined;
  },
};

export const strykerPlugins = [{ kind: "Ignore", name: "words-of-the-docs", value: wordsOfTheDocs }];
