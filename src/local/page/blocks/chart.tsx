import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type AxesChart, type ChartLayout, layOut, numberName } from './chart-layout.ts';

interface ChartProps {
  title: string;
  chart: AxesChart;
}

/**
 * A chart of lines, bars or areas; slack-blocks-to-jsx draws no point that stands alone, and labels over each other.
 * The first series is a full line, the others are broken, so that a target is told apart without its colour.
 */
export function Chart({ title, chart }: ChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const layout = layOut(chart, useWidth(frame));
  const { x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const { width, height, left, right, bottom, ticks, labels } = layout;
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={frame}>
        <svg width={width} height={height} role="img" aria-label={`${title}, a ${chart.type} chart`}>
          {yLabel && (
            <text x={0} y={12}>
              {yLabel}
            </text>
          )}
          {ticks.map(({ label, y }) => (
            <g key={y}>
              <line className="grid" x1={left} x2={right} y1={y} y2={y} />
              <text x={left - 6} y={y + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {labels.map(({ name, x }) => (
            <text key={name} x={x} y={bottom + 18} textAnchor="middle">
              {name}
            </text>
          ))}
          {xLabel && (
            <text x={(left + right) / 2} y={height - 4} textAnchor="middle">
              {xLabel}
            </text>
          )}
          <Marks layout={layout} type={chart.type} />
          <Hints layout={layout} />
        </svg>
      </div>
      <Legend layout={layout} type={chart.type} />
      <ValuesAsTable layout={layout} />
    </figure>
  );
}

function Marks({ layout, type }: { layout: ChartLayout; type: AxesChart['type'] }): ReactNode {
  const { series, band, baseline, categories } = layout;
  const barWidth = Math.min(48, (band * 0.7) / series.length);
  return series.map(({ name, points }, at) => {
    const className = `series series-${at}`;
    if (type === 'bar') {
      return (
        <g key={name} className={className}>
          {points.map(({ x, y }) => (
            <rect
              key={x}
              x={x + (at - series.length / 2) * barWidth}
              y={Math.min(y, baseline)}
              width={Math.max(1, barWidth - 1)}
              height={Math.abs(y - baseline)}
            />
          ))}
        </g>
      );
    }
    const line = points.map(({ x, y }) => `${x},${y}`).join(' ');
    const area = `${points[0]?.x},${baseline} ${line} ${points.at(-1)?.x},${baseline}`;
    const hasDots = at === 0 || categories.length === 1;
    return (
      <g key={name} className={className}>
        {type === 'area' && <polygon points={area} />}
        <polyline points={line} />
        {hasDots && points.map(({ x, y }) => <circle key={x} cx={x} cy={y} r={3} />)}
      </g>
    );
  });
}

/** What the browser shows for a category that is pointed at. */
function Hints({ layout: { categories, series, band, top, bottom } }: { layout: ChartLayout }): ReactNode {
  return categories.map(({ name, x }, index) => (
    <rect key={name} className="hint-area" x={x - band / 2} y={top} width={band} height={bottom - top}>
      <title>
        {[name, ...series.map((one) => `${one.name}: ${numberName(one.points[index]?.value ?? 0)}`)].join('\n')}
      </title>
    </rect>
  ));
}

function Legend({ layout, type }: { layout: ChartLayout; type: AxesChart['type'] }): ReactNode {
  return (
    <ul className="legend" aria-hidden="true">
      {layout.series.map(({ name }, at) => (
        <li key={name}>
          <svg width="22" height="10" aria-hidden="true" className={`series series-${at}`}>
            {type === 'bar' ? <rect width="12" height="10" x="5" /> : <polyline points="0,5 22,5" />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function ValuesAsTable({ layout: { categories, series } }: { layout: ChartLayout }): ReactNode {
  return (
    <table className="visually-hidden">
      <thead>
        <tr>
          <td />
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map(({ name }, index) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {series.map((one) => (
              <td key={one.name}>{numberName(one.points[index]?.value ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The width that an element has, in pixels, as it changes. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(480);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(160, entry.contentRect.width)));
    observer.observe(element.current);
    setWidth(Math.max(160, element.current.clientWidth));
    return () => observer.disconnect();
  }, [element]);
  return width;
}
