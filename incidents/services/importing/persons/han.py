"""Chinese and Japanese words for persons, what they are called, where they come from and how they are reached."""

from __future__ import annotations

import re

# 发生日期, 発生年月日 and their like tell the day of an event.
_WORDS = (
    r"姓名|姓氏|^姓$|名字|^名$|氏名|名前|苗字|名字|フリガナ|ふりがな|ニックネーム|本名|别名|別名|昵称|国籍|國籍|国别|國別|出身|籍贯|籍貫|本籍|民族|人种|人種|宗教"
    r"|语言|語言|言語|母语|母語|母国語|性别|性別|男女|年龄|年齡|年齢|年令|(?<![发發発])出生|(?<![发發発])生日|(?<![发發発])生年|诞生|誕生"
    r"|电话|電話|手机|手機|携帯|携带电话|连络|联系方式|联系电话|联络|聯絡|聯繫|連絡先|邮箱|郵箱|邮件|郵件|电邮|電郵|メール|微信|微博|QQ|qq|アカウント|账号|帳號|帐号"
    r"|住址|住所|住处|居住|现住|現住|宿泊|酒店|旅馆|宾馆|ホテル|护照|護照|旅券|パスポート|身份证|身分證|身分証|证件|證件|签证|簽證|ビザ|査証|在留|マイナンバー|免許|驾照|駕照|驾驶证"
    r"|职业|職業|工作单位|工作單位|勤務先|勤め先|学校|學校|学历|学籍|车牌|車牌|车号|車番|ナンバープレート|車両番号|車輛番号|人相|相貌|体貌|外貌|肖像|顔写真|签名|簽名|署名|指纹|指紋|家族|家属|配偶"
    r"|嫌疑人|嫌犯|当事人|當事人|目击者|目擊者|拍摄者|拍攝者|摄影者|撮影者|操作员|操作員|操縦者|飞手|飛手|举报人|舉報人|报案人|報案人|通報者|目撃者|届出人|联系人|負責人|负责人"
    r"|记录人|記錄人|报告人|報告人|経办人|经办人|担当者?$|記入者|報告者|責任者|容疑者|被疑者|发现人|発見者"
)
WORDS = re.compile(_WORDS)
# The address of a place, the name of a thing, the position of somebody.
THINGS = re.compile(
    r"(?:现场|現場|事发|事發|发生地?|発生地?|拍摄|撮影|地点|地點|场所|場所|施設|设施|設施|基地|网|網|ip|事故)(?:の)?(?:地址|住所)|(?:携帯|手机|手機)(?:電話)?(?:机型|機種|型号)"
    r"|(?:撮影者|拍摄者|操縦者|飞手|目撃者|操作员|容疑者)(?:の)?(?:位置|距離|距离|座標|人数|数)|電話通報|电话报案|(?:施設|设施|基地|长|長)(?:别名|別名)"
)
_PLACES = re.compile(r"(?<!现场)(?<!現場)(?<!事发)(?<!事發)地址")


def names_a_person(letters: str) -> bool:
    """Whether a header in Chinese or Japanese would identify or describe a person."""
    told = THINGS.sub("", letters)
    return WORDS.search(told) is not None or _PLACES.search(told) is not None
