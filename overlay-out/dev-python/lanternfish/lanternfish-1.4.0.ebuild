# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=flit-core
PYTHON_COMPAT=( python3_{12..14} python3_14t )

inherit distutils-r1 pypi

DESCRIPTION="Small, typed helpers for walking deeply nested mappings"
HOMEPAGE="
	https://github.com/deepsea/lanternfish/
	https://pypi.org/project/lanternfish/
"

LICENSE="MIT"
SLOT="0"
KEYWORDS="~amd64"

RDEPEND="
	dev-python/certifi
"

EPYTEST_PLUGINS=()
distutils_enable_tests pytest
