# Copyright 2026 Gentoo Authors
# Distributed under the terms of the GNU General Public License v2

EAPI=8

DISTUTILS_USE_PEP517=setuptools
PYPI_NO_NORMALIZE=1
PYPI_PN=Moor.Ing
PYTHON_COMPAT=( python3_{12..14} )
PYTHON_REQ_USE="sqlite"

inherit distutils-r1 pypi

DESCRIPTION="Moor.Ing for Python"
HOMEPAGE="https://pypi.org/project/Moor.Ing/"

LICENSE="GPL-3+"
SLOT="0"

RDEPEND="
	dev-python/pyyaml[${PYTHON_USEDEP}]
	>=dev-python/zope-interface-5[${PYTHON_USEDEP}]
"
BDEPEND="
	>=dev-python/cffi-1.15[${PYTHON_USEDEP}]
"

python_prepare_all() {
	sed -E -e "s/['\"]pytest-runner[^'\"]*['\"],?//" -i setup.py || die
	distutils-r1_python_prepare_all
}
