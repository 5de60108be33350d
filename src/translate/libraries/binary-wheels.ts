/**
 * Projects (normalised) whose wheels hold nothing but the libraries that the Gentoo package of another one links: Qt, which
 * PyQt's own wheels require in this form.
 */
export const binaryWheels: ReadonlySet<string> = new Set([
  'pyqt5-qt5',
  'pyqt6-qt6',
  'pyqt6-3d-qt6',
  'pyqt6-charts-qt6',
  'pyqt6-datavisualization-qt6',
  'pyqt6-networkauth-qt6',
  'pyqt6-webengine-qt6',
  'pyqtwebengine-qt5',
]);
