"""A page is one dataclass, and its template uses exactly its fields."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from jinja2 import meta, nodes

from onrecord.web import pages
from onrecord.web.rendering import GLOBALS, address, day, environment, month, web_address


def page_classes() -> list[Any]:
    modules = [import_module(f"onrecord.web.pages.{module.name}") for module in iter_modules(pages.__path__)]
    classes = {value for module in modules for value in vars(module).values() if is_dataclass(value) and hasattr(value, "template")}
    return sorted(classes, key=lambda found: found.__name__)


@pytest.mark.parametrize("page", page_classes(), ids=lambda page: page.__name__)
def test_a_template_uses_exactly_the_fields_of_its_page(page: Any) -> None:
    made = environment()
    assert made.loader is not None
    source = made.loader.get_source(made, page.template)[0]
    parsed = made.parse(source)
    imported = {node.target for node in parsed.find_all(nodes.Import)}
    used = meta.find_undeclared_variables(parsed) - set(GLOBALS) - set(made.globals) - imported
    assert used == {field.name for field in fields(page)}


def test_every_page_explains_itself() -> None:
    assert all(page.__doc__ for page in page_classes())


def test_days_as_people_write_them() -> None:
    assert [day("2023-03-02"), day("2023-03"), day("2023"), day(None), day("XXXX-WXX-4")] == [
        "2 March 2023",
        "March 2023",
        "2023",
        "",
        "XXXX-WXX-4",
    ]
    assert [month("2023-03"), month("odd")] == ["Mar 2023", "odd"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "tarnpost.example/varn", "", None]
)
def test_an_address_that_is_none_of_the_web_is_no_link(link: str | None) -> None:
    assert web_address(link) is None


def test_an_address_is_its_question() -> None:
    assert address("/", [("q", "a&b"), ("kind", None)], page=2, q="c d") == "/?q=c+d&page=2"
    assert address("/", [("q", "")]) == "/"
