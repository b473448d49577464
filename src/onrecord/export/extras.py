"""Libraries that only some exports need."""

from importlib import import_module
from types import ModuleType

from onrecord.errors import InputError


def extra(name: str) -> ModuleType:
    """An optional library.

    Raises:
        InputError: it is not installed; the message says what to install.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(f"this export needs {name.partition('.')[0]}; pip install 'onrecord[table]'") from error
