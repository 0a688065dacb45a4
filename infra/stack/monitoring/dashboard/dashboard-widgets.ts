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
  /** 18 columns wide in total, {@link ROW_HEIGHT} high. */
  readonly widgets: readonly IWidget[];
}

/** The widgets of a row, with its text on the left. */
export function explained({ text, widgets }: Row): IWidget[] {
  // CloudWatch may show a line break of the source as one.
  const markdown = text.replace(/(?<!\n)\n(?!\n)/g, " ");
  return [new TextWidget({ width: TEXT_WIDTH, height: ROW_HEIGHT, markdown }), ...widgets];
}

interface GraphOptions {
  /** Horizontal lines, such as limits. */
  readonly bounds?: HorizontalAnnotation[];
  /** Start of the time range, such as `-P28D`; the dashboard's time range if omitted. */
  readonly start?: string;
}

const FORM = { height: ROW_HEIGHT, leftYAxis: { min: 0, showUnits: false } };

/** Line graph. */
export function lines(
  title: string,
  width: number,
  left: IMetric[],
  { bounds, start }: GraphOptions = {},
): GraphWidget {
  return new GraphWidget({ ...FORM, title, width, left, leftAnnotations: bounds, start });
}

/** Stacked graph of counts. */
export function stack(title: string, width: number, left: IMetric[], { start }: GraphOptions = {}): GraphWidget {
  return new GraphWidget({ ...FORM, title, width, left, stacked: true, start });
}
