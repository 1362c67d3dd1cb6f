// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/layer_pairs_control.h"

#include "widgets/form/layer_map_editor.h"

#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

class LayerPairsControl : public OptionControl {
public:
    explicit LayerPairsControl(QWidget* parent) : OptionControl(parent), map_(new LayerMapEditor(this)), field_(new QLineEdit(this)) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(map_);
        column->addWidget(field_);
        connect(map_, &LayerMapEditor::edited, this, [this] {
            field_->setText(layerPairsText(map_->pairs()));
            mark(false);
            Q_EMIT edited();
        });
        connect(field_, &QLineEdit::editingFinished, this, [this] { take(); });
        setFocusProxy(map_);
    }
    OptionValue value() const override { return field_->text().toStdString(); }
    void setValue(const OptionValue& value) override {
        field_->setText(QString::fromStdString(std::get<std::string>(value)));
        map_->setPairs(layerPairsFromText(field_->text()));
    }
    void setInvalid(bool invalid) override { mark(invalid); }
    void setName(const QString& name) override {
        map_->setAccessibleName(name);
        field_->setAccessibleName(name);
    }

private:
    void take() {
        bool ok = false;
        const auto pairs = layerPairsFromText(field_->text(), &ok);
        mark(!ok);
        if (!ok || pairs == map_->pairs())
            return;
        map_->setPairs(pairs);
        Q_EMIT edited();
    }
    void mark(bool invalid) {
        field_->setProperty("invalid", invalid);
        field_->style()->unpolish(field_);
        field_->style()->polish(field_);
    }
    LayerMapEditor* map_;
    QLineEdit* field_;
};

} // namespace

OptionControl* makeLayerPairsControl(QWidget* parent) { return new LayerPairsControl(parent); }

} // namespace stillhouse::widgets
