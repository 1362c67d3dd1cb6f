// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_card.h"

#include "widgets/eliding_box.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels/demo_words.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/share_bars.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kCardBand = 4; ///< the version's colour along the top

QString droppedModel(const QMimeData* data) {
    if (!data->hasUrls() || !data->urls().front().isLocalFile())
        return {};
    const QString path = data->urls().front().toLocalFile();
    return QFileInfo(path).isDir() || isModelFile(path.toStdString()) ? path : QString();
}

} // namespace

DemoCard::DemoCard(int number, QWidget* parent)
    : QFrame(parent), number_(number), box_(new ElidingBox(8, this)), open_(new QToolButton(this)), model_(new QLabel(this)), label_(new QLabel(this)),
      verdict_(new QLabel(this)), state_(new QLabel(this)), hint_(new QLabel(this)), bars_(new ShareBars(this)), text_(new QPlainTextEdit(this)),
      facts_(new FactRow(2, this)), errors_(new ErrorBar(this)) {
    setAcceptDrops(true);
    box_->setObjectName(QStringLiteral("demoModel%1").arg(number));
    label_->setObjectName(QStringLiteral("demoLabel%1").arg(number));
    text_->setObjectName(QStringLiteral("demoText%1").arg(number));
    text_->setReadOnly(true);
    text_->setAcceptDrops(false); // the card takes what is dropped
    text_->setTabChangesFocus(true);
    makeLayout();
    makeMenu();
    connect(box_, &QComboBox::currentIndexChanged, this, [this] {
        box_->setToolTip(path());
        clearAnswer();
        update();
        Q_EMIT chosen();
    });
    connect(&theme(), &Theme::changed, this, &DemoCard::render);
    retranslate();
}

void DemoCard::makeLayout() {
    for (QLabel* label : {model_, state_, hint_, verdict_})
        label->setWordWrap(true);
    for (QLabel* label : {model_, state_})
        label->setProperty("type", "caption");
    model_->setAlignment(Qt::AlignTop);
    model_->setMinimumHeight(3 * QFontMetrics(theme().font(Theme::Type::Caption)).lineSpacing()); // so that the answers stand on one line
    hint_->setProperty("type", "muted");
    hint_->setAlignment(Qt::AlignCenter);
    label_->setProperty("type", "title");
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(box_, 1);
    head->addWidget(open_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12 + kCardBand, 12, 12);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(model_);
    column->addWidget(errors_);
    column->addWidget(hint_, 1);
    column->addWidget(label_);
    column->addWidget(verdict_);
    column->addWidget(bars_);
    column->addWidget(text_, 1);
    column->addStretch();
    column->addWidget(state_);
    column->addWidget(facts_);
}

void DemoCard::makeMenu() {
    auto* menu = new QMenu(this);
    menu->addAction(QString(), this, [this] { bring(true); });
    menu->addAction(QString(), this, [this] { bring(false); });
    for (QAction* action : menu->actions())
        action->setProperty("palette", "no"); // it would not say what for
    open_->setMenu(menu);
    open_->setPopupMode(QToolButton::InstantPopup);
    open_->setIcon(icon(QStringLiteral("folder")));
}

const DemoSource* DemoCard::current() const {
    const int at = box_->currentIndex() - 1; // the first line is "no model"
    return at >= 0 && at < int(sources_.size()) ? &sources_[std::size_t(at)] : nullptr;
}

QString DemoCard::path() const { return current() ? QString::fromStdString(current()->path) : QString(); }
std::string DemoCard::subject() const { return current() ? current()->subject : std::string(); }
QString DemoCard::name() const { return current() ? demoSourceName(*current()) : QString(); }

void DemoCard::setSources(const std::vector<DemoSource>& sources) {
    const QString keep = path();
    sources_ = sources;
    fill(keep);
}

void DemoCard::setPath(const QString& path) {
    const QString before = this->path();
    if (!path.isEmpty() && box_->findData(path) < 0)
        sources_.push_back({path.toStdString(), {}, {}, false});
    fill(path);
    if (this->path() == before)
        return;
    clearAnswer();
    update();
    Q_EMIT chosen();
}

void DemoCard::fill(const QString& keep) {
    const QSignalBlocker quiet(box_);
    box_->clear();
    box_->addItem(tr("No model"), QString());
    for (const auto& source : sources_) {
        const QString path = QString::fromStdString(source.path);
        box_->addItem(demoSourceName(source), path);
        box_->setItemData(box_->count() - 1, path, Qt::ToolTipRole);
    }
    box_->setCurrentIndex(std::max(0, box_->findData(keep)));
    box_->setToolTip(path());
    render();
}

void DemoCard::showAnswer(const DemoAnswer& answer, const QString& truth) {
    answer_ = answer;
    truth_ = truth;
    render();
}

void DemoCard::clearAnswer() {
    answer_.reset();
    errors_->hide();
    text_->clear();
    render();
}

void DemoCard::renderLabel() {
    const bool labelled = answer_ && answer_->best >= 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{label_, bars_})
        widget->setVisible(labelled);
    verdict_->setVisible(labelled && !truth_.isEmpty());
    if (!labelled)
        return;
    const QString chosen = QString::fromStdString(answer_->labels[std::size_t(answer_->best)]);
    label_->setText(chosen);
    bars_->setShares(demoShares(*answer_, demoToken(subject())), 1);
    const bool right = chosen == truth_;
    verdict_->setText(right ? tr("✓ Right: the example is labelled %1").arg(truth_) : tr("✗ Wrong: the example is labelled %1").arg(truth_));
    verdict_->setStyleSheet(QStringLiteral("color:%1").arg(theme().color(right ? QStringLiteral("success") : QStringLiteral("error")).name()));
}

void DemoCard::render() {
    hint_->setVisible(!answer_);
    hint_->setText(path().isEmpty() ? tr("Choose a model, or drop a folder, a packed file or a GGUF file here") : tr("Ready to answer"));
    model_->setVisible(answer_.has_value());
    state_->setVisible(answer_ && !demoStateText(*answer_).isEmpty());
    facts_->setVisible(answer_ && answer_->firstTokenMs > 0);
    const bool writes = answer_ && (!answer_->text.empty() || answer_->state == DemoState::Writing);
    text_->setVisible(writes);
    renderLabel();
    if (!answer_)
        return;
    model_->setText(demoModelText(*answer_));
    state_->setText(demoStateText(*answer_));
    facts_->setFacts(demoFacts(*answer_));
    if (const QString text = QString::fromStdString(answer_->text); text_->toPlainText() != text) {
        text_->setPlainText(text);
        text_->moveCursor(QTextCursor::End); // the newest words stay in sight
    }
    if (answer_->state == DemoState::Failed)
        errors_->showError(answer_->error);
}

void DemoCard::bring(bool folder) {
    auto* dialog = new QFileDialog(this, folder ? tr("Choose a model folder") : tr("Choose a model file"), folder_, folder ? QString() : tr("Models (%1)").arg(QStringLiteral("*.safetensors *.gguf")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, folder);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Q_EMIT brought(path);
        setPath(path);
    });
    dialog->open();
}

void DemoCard::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedModel(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DemoCard::dropEvent(QDropEvent* event) {
    const QString path = droppedModel(event->mimeData());
    event->acceptProposedAction();
    Q_EMIT brought(path);
    setPath(path);
}

// A quiet frame, and the version's colour along its top.
void DemoCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme().color(QStringLiteral("line")));
    painter.setBrush(theme().color(QStringLiteral("raised")));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (path().isEmpty())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(QString::fromStdString(demoToken(subject()))));
    painter.drawRoundedRect(QRectF(12, 0, width() - 24, kCardBand), 2, 2);
}

void DemoCard::retranslate() {
    box_->setAccessibleName(tr("Model of version %1").arg(number_));
    open_->setToolTip(tr("Open another model"));
    open_->setAccessibleName(tr("Open another model for version %1").arg(number_));
    open_->menu()->actions()[0]->setText(tr("A model folder…"));
    open_->menu()->actions()[1]->setText(tr("A packed or GGUF file…"));
    text_->setAccessibleName(tr("Text of version %1").arg(number_));
    bars_->setAccessibleName(tr("Label probabilities of version %1").arg(number_));
    fill(path());
}

void DemoCard::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
