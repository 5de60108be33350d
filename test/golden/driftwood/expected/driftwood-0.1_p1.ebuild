# Copyright 2025 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=hatchling
PYTHON_COMPAT=( python3_{12..14} )
PYTHON_REQ_USE="ncurses,ssl(+)"

inherit distutils-r1 pypi

DESCRIPTION="Finds what the tide left behind on a disk"
HOMEPAGE="https://pypi.org/project/driftwood/"

LICENSE="all-rights-reserved"
SLOT="0"
KEYWORDS="~amd64"
RESTRICT="bindist mirror"

BDEPEND="
	dev-python/hatch-vcs[${PYTHON_USEDEP}]
"
