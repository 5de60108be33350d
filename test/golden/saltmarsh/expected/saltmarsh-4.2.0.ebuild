# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=flit-core
PYTHON_COMPAT=( python3_{12..14} )

inherit distutils-r1 optfeature pypi

DESCRIPTION="Counts the birds of \"wet\" places"
HOMEPAGE="
	https://codeberg.org/deepsea/saltmarsh/
	https://pypi.org/project/saltmarsh/
"

LICENSE="BSD"
SLOT="0"
KEYWORDS="~amd64"
IUSE="gui"

RDEPEND="
	>=dev-python/attrs-24[${PYTHON_USEDEP}]
	gui? (
		>=dev-python/pyside-6.8:6[${PYTHON_USEDEP}]
	)
"

EPYTEST_PLUGINS=()
distutils_enable_tests pytest

pkg_postinst() {
	optfeature "maps support" "dev-python/branca dev-python/folium"
	optfeature "redis support" dev-python/redis
}
