# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=poetry-core
PYTHON_COMPAT=( python3_{12..14} )

inherit distutils-r1 pypi

DESCRIPTION="Tide tables for humans and harbour masters"
HOMEPAGE="
	https://github.com/deepsea/tidewater/
	https://pypi.org/project/tidewater/
"

LICENSE="Apache-2.0"
SLOT="0"
KEYWORDS="~amd64"

RDEPEND="
	>=dev-python/httpx-0.27[${PYTHON_USEDEP}]
	>=dev-python/tzdata-2024.1[${PYTHON_USEDEP}]
	>=dev-python/uvloop-0.21[${PYTHON_USEDEP}]
	$(python_gen_cond_dep '
		>=dev-python/typing-extensions-4.9[${PYTHON_USEDEP}]
	' 3.12)
"

EPYTEST_PLUGINS=( pytest-asyncio respx )
distutils_enable_tests pytest

python_test() {
	epytest -o addopts=
}
