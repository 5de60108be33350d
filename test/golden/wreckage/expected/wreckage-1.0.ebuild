# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=hatchling
PYTHON_COMPAT=( python3_{12..14} )

inherit distutils-r1 pypi

DESCRIPTION="\"\$(touch PWNED)\` + \`touch PWNED2\` 'quotes' and \\\\ \$HOME"
HOMEPAGE="https://pypi.org/project/wreckage/"

LICENSE="MIT"
SLOT="0"
KEYWORDS="~amd64"
