// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/welcome_page.h"

#include "app/preferences.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillhouse::app {

using namespace widgets;

namespace {

constexpr int kColumn = 640;

QString shortened(const QString& folder) {
    const QString home = QDir::homePath();
    return folder.startsWith(home) ? u'~' + folder.mid(home.size()) : folder;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), text_(new QLabel(this)), sampleText_(new QLabel(this)), recentTitle_(new QLabel(this)),
      sample_(new QPushButton(this)), open_(new QPushButton(this)), busy_(new QProgressBar(this)), recent_(new QWidget(this)) {
    auto* mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/stillhouse.svg")).pixmap(56, 56));
    title_->setProperty("type", "title");
    title_->setWordWrap(true);
    text_->setProperty("type", "muted");
    text_->setWordWrap(true);
    sampleText_->setProperty("type", "caption");
    sampleText_->setWordWrap(true);
    recentTitle_->setProperty("type", "section");
    sample_->setObjectName(QStringLiteral("openSample"));
    sample_->setProperty("role", "primary");
    sample_->setIconSize({24, 16});
    sample_->setIcon(icon(QStringLiteral("strategy_a"), QStringLiteral("onAccent")));
    open_->setObjectName(QStringLiteral("openProject"));
    open_->setIconSize({24, 16});
    open_->setIcon(icon(QStringLiteral("folder")));
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->hide();
    new QVBoxLayout(recent_);
    recent_->layout()->setContentsMargins(0, 0, 0, 0);
    recent_->layout()->setSpacing(2);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(sample_);
    buttons->addWidget(open_);
    buttons->addStretch();
    auto* content = new QWidget(this);
    content->setFixedWidth(kColumn);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(mark);
    column->addSpacing(kGap);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addSpacing(kPadding);
    column->addLayout(buttons);
    column->addWidget(busy_);
    column->addWidget(sampleText_);
    column->addSpacing(kGroupGap);
    column->addWidget(recentTitle_);
    column->addWidget(recent_);
    // No alignment: only so does the page ask the texts how high they are at this width.
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(content);
    middle->addStretch();
    auto* page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addLayout(middle);
    page->addStretch(3);

    connect(sample_, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
    connect(open_, &QPushButton::clicked, this, &WelcomePage::openRequested);
    retranslate();
    refresh();
}

void WelcomePage::setBusy(bool busy) {
    busy_->setVisible(busy);
    sample_->setEnabled(!busy);
    open_->setEnabled(!busy);
    recent_->setEnabled(!busy);
}

void WelcomePage::refresh() {
    qDeleteAll(recent_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    const QStringList folders = recentProjects();
    recentTitle_->setVisible(!folders.isEmpty());
    for (const QString& folder : folders.mid(0, 5)) {
        auto* button = new QPushButton(recent_);
        button->setProperty("role", "link");
        button->setIcon(icon(QStringLiteral("project"), QStringLiteral("muted")));
        button->setText(QStringLiteral("%1   —   %2").arg(QFileInfo(folder).fileName(), fontMetrics().elidedText(shortened(folder), Qt::ElideMiddle, 360)));
        button->setToolTip(folder);
        button->setAccessibleName(tr("Open %1").arg(folder));
        connect(button, &QPushButton::clicked, this, [this, folder] { Q_EMIT projectRequested(folder); });
        recent_->layout()->addWidget(button);
    }
}

void WelcomePage::retranslate() {
    title_->setText(tr("Compress a language model, two ways, and see which one holds"));
    text_->setText(tr("Strategy A distils softly, prunes attention heads and quantizes to INT4. Strategy B aligns with feedback, prunes "
                      "feed-forward layers and keeps FP8/FP16. Both start from the same teacher and data, and are measured side by side."));
    sample_->setText(tr("Open the sample project"));
    sample_->setAccessibleName(sample_->text());
    open_->setText(tr("Open project…"));
    open_->setAccessibleName(open_->text());
    sampleText_->setText(tr("The sample brings a small trained teacher and 8,000 synthetic transaction reviews. Nothing is downloaded."));
    recentTitle_->setText(tr("Recent projects"));
    busy_->setAccessibleName(tr("Writing the sample project"));
}

void WelcomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace stillhouse::app
