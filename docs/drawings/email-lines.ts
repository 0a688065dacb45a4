/** The paragraphs of an email's HTML as lines of words, with the sizes, weights and colors that its styles give. */
import { textWidth } from "./text-width";

interface Word {
  /** With HTML's escapes, which are those of XML. */
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
}

export interface Paragraph {
  readonly words: readonly Word[];
  readonly size: number;
  readonly fill?: string;
}

/** The headings and paragraphs of a page. */
export function paragraphsOf(html: string): Paragraph[] {
  return [...html.matchAll(/<(h1|p)(?: class="[a-z]+")? style="([^"]*)">(.*?)<\/\1>/gs)].map(
    ([, tag, style = "", content = ""]) => {
      const size = sizeOf(style) ?? 16;
      const parts = content.split(/(<strong(?: style="[^"]*")?>.*?<\/strong>)/s);
      const words = parts.flatMap((part) => {
        const bold = tag === "h1" || part.startsWith("<strong");
        const text = part.replaceAll("<br>", " ").replaceAll(/<[^>]*>/g, "");
        const isWhole = part.includes("display:inline-block");
        return (isWhole ? [text] : wordsOf(text)).map((word) => ({ text: word, bold, size: sizeOf(part) ?? size }));
      });
      return { words, size, fill: /(?:^|;)color:(#\w+)/.exec(style)?.[1] };
    },
  );
}

function sizeOf(style: string): number | undefined {
  const [, size] = /font-size:(\d+)px/.exec(style) ?? [];
  return size === undefined ? undefined : Number(size);
}

/** Each with the spaces before it. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/**
 * The lines of a paragraph, as the insides of SVG's `text`.
 * @param width in pixels
 */
export function linesOf({ words }: Paragraph, width: number): { readonly spans: string; readonly size: number }[] {
  const lines: Word[][] = [];
  let used = 0;
  for (const word of words) {
    const line = lines.at(-1);
    const length = textWidth(word.text, word.size, word.bold);
    const isGlued = !/^\s/.test(word.text) && !/\s$/.test(line?.at(-1)?.text ?? "");
    if (line && (used + length <= width || isGlued)) {
      line.push(word);
      used += length;
    } else {
      lines.push([{ ...word, text: word.text.trimStart() }]);
      used = length;
    }
  }
  return lines.map((line) => {
    const last = line.length - 1;
    const shown = line.map((word, index) => (index === last ? { ...word, text: word.text.trimEnd() } : word));
    return { spans: shown.map(span).join(""), size: Math.max(...line.map(({ size }) => size)) };
  });
}

function span({ text, size, bold }: Word): string {
  return `<tspan xml:space="preserve" font-size="${size}"${bold ? ' font-weight="bold"' : ""}>${text}</tspan>`;
}
