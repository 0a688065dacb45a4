import {
  GraphWidget,
  type HorizontalAnnotation,
  type IMetric,
  type IWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";

export const ROW_HEIGHT = 6;
const TEXT_WIDTH = 6;

export interface Row {
  /** Markdown: how to read the widgets. */
  readonly text: string;
  /** 18 columns wide in all, and {@link ROW_HEIGHT} high. */
  readonly widgets: readonly IWidget[];
}

/** The widgets of a row, its text to the left. */
export function explained({ text, widgets }: Row): IWidget[] {
  // CloudWatch may break a paragraph where its line ends here.
  const markdown = text.replace(/(?<!\n)\n(?!\n)/g, " ");
  return [new TextWidget({ width: TEXT_WIDTH, height: ROW_HEIGHT, markdown }), ...widgets];
}

interface GraphOptions {
  /** Lines at which something happens. */
  readonly bounds?: HorizontalAnnotation[];
  /** Since when, such as `-P28D`; the dashboard's time range where left out. */
  readonly start?: string;
}

const FORM = { height: ROW_HEIGHT, leftYAxis: { min: 0, showUnits: false } };

/** Levels over time. */
export function lines(
  title: string,
  width: number,
  left: IMetric[],
  { bounds, start }: GraphOptions = {},
): GraphWidget {
  return new GraphWidget({ ...FORM, title, width, left, leftAnnotations: bounds, start });
}

/** Counts over time, one on top of the other. */
export function stack(title: string, width: number, left: IMetric[], { start }: GraphOptions = {}): GraphWidget {
  return new GraphWidget({ ...FORM, title, width, left, stacked: true, start });
}
