"""Have pytest explain the contract's assertions."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("search.testing")
