"""Plots on two logarithmic axes as plain SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import Final

WIDTH, PLOT = 720, 280
LEFT, RIGHT, BOTTOM = 70, 40, 50
LINE: Final = 17
"""Of the legend, one for each curve above the plot."""
COLOURS: Final = ("#0b5fa5", "#2a9d3f", "#b3261e", "#7a5195", "#8a5a00", "#00798c", "#444444")
DASHES: Final = ("", "6 3", "2 3", "8 3 2 3")
"""Of another number than the colours, so that no two of 28 curves have both alike."""


def write_plot(path: Path, title: str, curves: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """One line a curve, told apart by colour and by dashes; every point carries its figure."""
    points = [p for curve in curves.values() for p in curve if p[1] > 0]
    low_x, high_x = (f(log10(g(p[0] for p in points))) for f, g in ((floor, min), (ceil, max)))
    low_y, high_y = (f(log10(g(p[1] for p in points))) for f, g in ((floor, min), (ceil, max)))
    high_x, high_y = max(high_x, low_x + 1), max(high_y, low_y + 1)
    top = 42 + LINE * len(curves)
    height = top + PLOT + BOTTOM

    def x(value: float) -> float:
        return LEFT + (log10(value) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return height - BOTTOM - (log10(value) - low_y) / (high_y - low_y) * (height - top - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{title}</text>',
    ]
    for power in range(low_x, high_x + 1):
        at = x(10**power)
        out.append(f'<line x1="{at:.1f}" y1="{top}" x2="{at:.1f}" y2="{height - BOTTOM}" stroke="#dddddd"/>')
        out.append(f'<text x="{at:.1f}" y="{height - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low_y, high_y + 1):
        at = y(10.0**power)
        out.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for number, (name, curve) in enumerate(curves.items()):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        route = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in curve)
        out.append(
            f'<polyline points="{route}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        for a, b in curve:
            out.append(
                f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}">'
                f"<title>{name}: {a:,} claims, {b:,g}</title></circle>"
            )
        level = 42 + number * LINE
        out.append(
            f'<line x1="{LEFT}" y1="{level}" x2="{LEFT + 30}" y2="{level}" stroke="{colour}" '
            f'stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        out.append(f'<text x="{LEFT + 38}" y="{level + 4}">{name}</text>')
    out.append("</svg>")
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
