// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

// {token} stands for a colour. Only what Fusion cannot say by palette alone.
const char* const kSheet = R"(
* { outline: none; }
QToolTip { background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }
QMainWindow, QDialog { background: {window}; }
QMainWindow::separator { background: {line}; width: 1px; height: 1px; }
QLabel { background: transparent; }
QLabel[type="title"] { font-size: 14pt; font-weight: 600; }
QLabel[type="section"] { font-weight: 600; }
QLabel[type="caption"] { font-size: 9pt; color: {muted}; }
QLabel[type="muted"] { color: {muted}; }
QLabel[type="code"] { font-family: monospace; font-size: 9pt; color: {muted}; }
QLabel[type="error"] { font-size: 9pt; color: {error}; }
QLabel[type="warning"] { font-size: 9pt; color: {warning}; }
QFrame[role="bar"] { border-radius: 6px; }
QFrame[role="bar"][tone="error"] { background: {errorSoft}; }
QFrame[role="bar"][tone="warning"] { background: {warningSoft}; }
QFrame[role="bar"][tone="info"] { background: {infoSoft}; }
QFrame[role="bar"][tone="success"] { background: {successSoft}; }
QFrame[role="separator"] { background: {line}; border: none; }
QPushButton { background: {raised}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 0 12px; min-height: 28px; }
QPushButton:hover { background: {hover}; }
QPushButton:pressed, QPushButton:checked { background: {pressed}; }
QPushButton:focus { border: 1px solid {focus}; }
QPushButton:disabled { color: {disabled}; background: transparent; }
QPushButton[role="primary"] { background: {accent}; color: {onAccent}; border: 1px solid {accent}; font-weight: 600; padding: 0 16px; }
QPushButton[role="primary"]:hover { background: {accentHover}; border-color: {accentHover}; }
QPushButton[role="primary"]:pressed { background: {accentPressed}; border-color: {accentPressed}; }
QPushButton[role="primary"]:focus { border: 1px solid {text}; }
QPushButton[role="primary"]:disabled { background: {hover}; color: {disabled}; border-color: {hover}; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: {hover}; }
QPushButton[role="quiet"]:checked { background: {accentSoft}; color: {accent}; }
QPushButton[role="quiet"]:focus { border: 1px solid {focus}; }
QPushButton[role="icon"] { padding: 0 6px; }
QPushButton[align="left"] { text-align: left; padding: 0 8px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: {accent}; padding: 0 4px; min-height: 20px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid {focus}; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: {hover}; }
QToolButton:pressed { background: {pressed}; }
QToolButton:checked { background: {accentSoft}; color: {accent}; }
QToolButton:focus { border: 1px solid {focus}; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: {surface}; color: {text}; border: 1px solid {line};
  border-radius: 6px; selection-background-color: {selection}; selection-color: {text}; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 26px; padding: 0 8px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: {lineStrong}; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid {focus}; }
QLineEdit[standard="true"], QComboBox[standard="true"], QAbstractSpinBox[standard="true"] { color: {muted}; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: {disabled}; background: {window}; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] { border: 1px solid {error}; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url({chevron}); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: {raised}; border: 1px solid {line}; selection-background-color: {selection}; selection-color: {text}; padding: 4px; }
QMenu { background: {raised}; border: 1px solid {line}; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: {hover}; color: {text}; }
QMenu::item:disabled { color: {disabled}; }
QMenu::separator { height: 1px; background: {line}; margin: 4px 8px; }
QMenuBar { background: {window}; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: {hover}; }
QAbstractItemView { background: {surface}; alternate-background-color: {window}; border: none; selection-background-color: {selection}; selection-color: {text}; gridline-color: {line}; }
QListView::item, QTreeView::item { min-height: 26px; }
QHeaderView { background: {surface}; }
QHeaderView::section { background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {line}; padding: 4px 6px; }
QTableCornerButton::section { background: {surface}; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid {line}; }
QTabBar::tab { background: transparent; color: {muted}; padding: 6px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: {text}; border-bottom: 2px solid {accent}; }
QTabBar::tab:hover { color: {text}; }
QTabBar::tab:focus { color: {accent}; }
QProgressBar { background: {hover}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: {accent}; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; background: {hover}; border-radius: 2px; }
QSlider::sub-page:horizontal { background: {accent}; border-radius: 2px; }
QSlider::handle:horizontal { background: {surface}; border: 1px solid {lineStrong}; width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border: 1px solid {focus}; }
QSlider::sub-page:horizontal:disabled { background: {line}; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid {focus}; }
QCheckBox::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid {lineStrong}; border-radius: 4px; background: {surface}; }
QCheckBox::indicator:hover, QListView::indicator:hover { border-color: {focus}; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: {accent}; border-color: {accent}; image: url({check}); }
QCheckBox::indicator:disabled { border-color: {line}; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid {lineStrong}; border-radius: 8px; background: {surface}; }
QRadioButton::indicator:hover { border-color: {focus}; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid {accent}; background: {onAccent}; }
QRadioButton::indicator:disabled { border-color: {line}; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: {line}; border-radius: 3px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 1px 1px 1px 3px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 3px 1px 1px 1px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::handle:hover { background: {lineStrong}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: {line}; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDockWidget { color: {muted}; }
QDockWidget::title { background: {window}; padding: 8px 12px; }
QStatusBar { background: {window}; color: {muted}; }
QStatusBar::item { border: none; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QFrame[role="palette"] { background: {raised}; border: 1px solid {line}; border-radius: 10px; }
QFrame[role="palette"] QListWidget { background: transparent; }
QFrame[role="palette"] QListWidget::item { padding-left: 8px; border-radius: 6px; }
QFrame[role="palette"] QListWidget::item:selected { background: {accentSoft}; color: {text}; }
QLineEdit[role="palette"] { border: none; background: transparent; font-size: 11pt; min-height: 32px; }
QLineEdit[role="palette"]:focus { border: none; }
QTextBrowser[role="plain"] { border: none; background: {window}; border-radius: 0; }
QWidget#rail { background: {rail}; }
QWidget#topBar { background: {window}; border-bottom: 1px solid {line}; }
QWidget#page { background: {surface}; }
QToolButton[role="rail"] { border-radius: 6px; padding: 6px 8px; color: {muted}; text-align: left; }
QToolButton[role="rail"]:hover { background: {hover}; color: {text}; }
QToolButton[role="rail"]:checked { background: {accentSoft}; color: {accent}; font-weight: 600; }
)";

constexpr int kCellMargin = 6; ///< left and right of a table's cells, as in the sheet of their headers

// Fusion, with a little air between a button's icon and its words (icons keep their proportions in a wider field) and between the columns of
// a table, and the line of a row of tabs below it.
class CalmStyle : public QProxyStyle {
public:
    CalmStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}
    void polish(QWidget* widget) override {
        QProxyStyle::polish(widget);
        if (auto* button = qobject_cast<QPushButton*>(widget); button && button->iconSize() == QSize(16, 16))
            button->setIconSize({20, 16});
        if (auto* box = qobject_cast<QComboBox*>(widget); box && box->sizeAdjustPolicy() == QComboBox::AdjustToContentsOnFirstShow)
            box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // another language has other words
    }
    using QProxyStyle::polish;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        return metric == PM_FocusFrameHMargin && qobject_cast<const QTableView*>(widget) ? kCellMargin - 1 : QProxyStyle::pixelMetric(metric, option, widget);
    }
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override {
        if (element == PE_FrameTabBarBase && widget) {
            painter->fillRect(0, widget->height() - 1, widget->width(), 1, theme().color(QStringLiteral("line")));
        } else if (element == PE_FrameFocusRect && qobject_cast<const QAbstractItemView*>(widget)) { // Fusion's has a gradient
            painter->setPen(theme().color(QStringLiteral("focus")));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        } else {
            QProxyStyle::drawPrimitive(element, option, painter, widget);
        }
    }
};

QHash<QString, QColor> readTokens(const QString& path) {
    QHash<QString, QColor> colors;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return colors;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        colors.insert(it.key(), QColor(it.value().toString()));
    return colors;
}

QString filled(QString sheet, const Theme& theme) {
    static const QRegularExpression place(QStringLiteral("\\{([A-Za-z]+)\\}"));
    // A style sheet cannot recolour an SVG, so these come in two colours.
    sheet.replace(QStringLiteral("{check}"), theme.dark() ? QStringLiteral(":/icons/check_dark.svg") : QStringLiteral(":/icons/check_light.svg"));
    sheet.replace(QStringLiteral("{chevron}"), theme.dark() ? QStringLiteral(":/icons/chevron_light.svg") : QStringLiteral(":/icons/chevron_dark.svg"));
    QString out;
    qsizetype last = 0;
    for (auto it = place.globalMatch(sheet); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(sheet).mid(last, match.capturedStart() - last);
        out += theme.color(match.captured(1)).name();
        last = match.capturedEnd();
    }
    out += QStringView(sheet).mid(last);
    return out;
}

} // namespace

Theme& theme() {
    static Theme instance;
    return instance;
}

Theme::Theme() : colors_(readTokens(QStringLiteral(":/theme/light.json"))) {}

void Theme::apply(Mode mode) {
    // What the desktop asked for is read once, before this class overwrites the palette.
    static const bool systemIsDark = systemDark();
    mode_ = mode;
    dark_ = mode == Mode::Dark || (mode == Mode::System && systemIsDark);
    colors_ = readTokens(dark_ ? QStringLiteral(":/theme/dark.json") : QStringLiteral(":/theme/light.json"));
    QApplication::setStyle(new CalmStyle);
    static const QString systemFamily = QApplication::font().family();
    QFont body = QApplication::font();
    // Named, because left to itself the font matcher may answer Chinese with the bold face of a family.
    body.setFamilies({systemFamily, QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei")});
    body.setPointSizeF(10);
    QApplication::setFont(body);
    setPalette();
    qApp->setStyleSheet(filled(QString::fromLatin1(kSheet), *this));
    Q_EMIT changed();
}

QColor Theme::color(const QString& token) const { return colors_.value(token, QColor(Qt::magenta)); }

QColor Theme::lane(const std::string& subject) const {
    if (subject.starts_with("A"))
        return color(QStringLiteral("A"));
    if (subject.starts_with("B"))
        return color(QStringLiteral("B"));
    if (subject.starts_with("teacher"))
        return color(QStringLiteral("teacher"));
    return color(QStringLiteral("baseline"));
}

QFont Theme::font(Type type) const {
    if (type == Type::Code) {
        QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        code.setPointSizeF(9);
        return code;
    }
    QFont font = QApplication::font();
    font.setPointSizeF(type == Type::Title ? 14 : type == Type::Caption ? 9 : 10);
    if (type == Type::Title)
        font.setWeight(QFont::DemiBold);
    return font;
}

bool Theme::systemDark() const {
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void Theme::setPalette() const {
    const auto c = [this](const char* token) { return color(QLatin1String(token)); };
    QPalette palette;
    palette.setColor(QPalette::Window, c("window"));
    palette.setColor(QPalette::WindowText, c("text"));
    palette.setColor(QPalette::Base, c("surface"));
    palette.setColor(QPalette::AlternateBase, c("window"));
    palette.setColor(QPalette::Text, c("text"));
    palette.setColor(QPalette::PlaceholderText, c("disabled"));
    palette.setColor(QPalette::Button, c("raised"));
    palette.setColor(QPalette::ButtonText, c("text"));
    palette.setColor(QPalette::Highlight, c("accent"));
    palette.setColor(QPalette::HighlightedText, c("onAccent"));
    palette.setColor(QPalette::ToolTipBase, c("raised"));
    palette.setColor(QPalette::ToolTipText, c("text"));
    palette.setColor(QPalette::Link, c("accent"));
    palette.setColor(QPalette::Mid, c("line"));
    palette.setColor(QPalette::Dark, c("lineStrong"));
    palette.setColor(QPalette::Light, c("raised"));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c("disabled"));
    QApplication::setPalette(palette);
}

} // namespace stillhouse::widgets
