# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_EXT=1
DISTUTILS_USE_PEP517=setuptools
PYTHON_COMPAT=( python3_{13..14} )

inherit distutils-r1 pypi

DESCRIPTION="Fast parser for KELP sensor streams"
HOMEPAGE="
	https://codeberg.org/deepsea/kelp-parser/
	https://pypi.org/project/kelp-parser/
"

LICENSE="BSD-2"
SLOT="0"
KEYWORDS="~amd64"

RDEPEND="
	>=dev-python/attrs-23.1[${PYTHON_USEDEP}]
	!~dev-python/attrs-23.2.0
	=dev-python/more-itertools-10*[${PYTHON_USEDEP}]
	>=dev-python/more-itertools-10.2[${PYTHON_USEDEP}]
	amd64? (
		>=dev-python/numpy-1.26[${PYTHON_USEDEP}]
	)
	arm64? (
		>=dev-python/numpy-1.26[${PYTHON_USEDEP}]
	)
"
BDEPEND="
	>=dev-python/cython-3.0.10[${PYTHON_USEDEP}]
	>=dev-python/setuptools-scm-8[${PYTHON_USEDEP}]
"

EPYTEST_PLUGINS=( hypothesis pytest-benchmark )
distutils_enable_tests pytest
