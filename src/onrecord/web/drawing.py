"""Pictures drawn by Vega-Lite: the specifications of `charts/`, with data, a size and a theme, made SVG or PNG by vl-convert.

They are drawn on the server and shown as images, so that no page needs a script that makes code at run time, and nothing is
loaded from anywhere.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import needs
from onrecord.web.pictures import Picture

Form = Literal["svg", "png"]
Theme = Literal["light", "dark"]
CHARTS = Path(__file__).parent / "charts"
VEGA_LITE = "5.20"
SHARPNESS = 2.0  # pixels of a PNG for one of the picture: as screens and printers want it
FONT = "Inter, Helvetica, Arial, sans-serif"


def can_draw() -> bool:
    """Whether what draws is installed; the tables need it not."""
    return find_spec("vl_convert") is not None


def drawn(picture: Picture, form: Form = "svg", theme: Theme = "light") -> bytes:
    """A picture, drawn.

    Raises:
        ExtraError: vl-convert is not installed.
    """
    with needs("vl-convert", "pictures"):
        import vl_convert  # noqa: PLC0415 (an extra)
    wanted = specification(picture, theme)
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(wanted, vl_version=VEGA_LITE, scale=SHARPNESS))
    return str(vl_convert.vegalite_to_svg(wanted, vl_version=VEGA_LITE)).encode()


def specification(picture: Picture, theme: Theme) -> dict[str, Any]:
    """A picture as Vega-Lite has it: what stands in `charts/`, with its data. Words of reports are data there, and never code."""
    colours = _read("themes")[theme]
    chart = dict(_read(picture.name))
    params = [{"name": name, "value": value} for name, value in colours.items()]
    size = {"width": picture.width, "height": picture.height}
    return chart | size | {"datasets": picture.datasets, "params": params, "config": _look(colours) | chart.get("config", {})}


def _look(colours: Mapping[str, Any]) -> dict[str, Any]:
    """What all pictures have in common; Vega-Lite's names."""
    axis = {"labelColor": colours["ink"], "titleColor": colours["faint"], "gridColor": colours["line"], "domainColor": colours["line"]}
    size = {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    return {
        "font": FONT,
        "background": colours["paper"],
        "view": {"stroke": None},
        "axis": axis | size,
        "legend": {"labelColor": colours["ink"], "labelFontSize": 11},
        "bar": {"color": colours["main"], "cornerRadiusEnd": 2},
    }


@cache
def _read(name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads((CHARTS / f"{name}.json").read_text("utf-8"))
